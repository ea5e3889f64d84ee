//! The form of a new competitor.

use super::api::CreateCompetitor;
use domain::id::CompetitorId;
use leptos::html;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Button, ButtonKind, ButtonLink, Crumb, Field, FieldKind, PageHeader, focus_fault};

/// Name and website; what else is known is written where it stands, on the competitor's page. Plain first, sent by client
/// code where there is some.
#[component]
pub fn NewCompetitorPage() -> impl IntoView {
    let action = ServerAction::<CreateCompetitor>::new();
    let failed = move || action.value().get().and_then(Result::err);
    let error = move |name: &'static str| Signal::derive(move || failed().and_then(|error| error.of(name)));
    // As the page began: what is typed since stands in the fields themselves.
    let first = StoredValue::new(action.value().get_untracked().and_then(Result::err));
    let typed = move |name: &str| Signal::stored(first.with_value(|first| first.as_ref()?.typed_in(name)).unwrap_or_default());
    let other = move || failed().filter(|error| error.status() != 422).map(|error| error.to_string());
    // Read as an id, so that an address that somebody made up leads nowhere else.
    let existing = move || {
        let error = failed()?;
        Some((error.typed_in("existing")?.parse::<CompetitorId>().ok()?, error.typed_in("name").unwrap_or_default()))
    };
    let above = Crumb { href: "/competitors".into(), label: "Competitors".into() };
    let node = NodeRef::<html::Div>::new();
    let navigate = use_navigate();
    Effect::new(move |before: Option<usize>| {
        let sent = action.version().get();
        if before.is_some_and(|before| before != sent) {
            match action.value().get_untracked() {
                Some(Ok(id)) => navigate(&format!("/competitors/{id}"), NavigateOptions::default()),
                Some(Err(_)) => focus_fault(node),
                None => {}
            }
        }
        sent
    });
    view! {
        <Title text="Add competitor" />
        <PageHeader title="Add competitor" above />
        <div node_ref=node>
            {move || other().map(|text| view! { <p class="notice tone-bad" role="alert" tabindex="-1">{text}</p> })}
            <ActionForm action attr:class="form-stack">
                <div>
                    <Field label="Name" name="name" value=typed("name") error=error("name") required=true autofocus=true />
                    {move || existing().map(|(id, name)| view! {
                        <p class="field-hint"><a href=format!("/competitors/{id}")>{format!("Open {name}")}</a></p>
                    })}
                </div>
                <Field label="Website" name="website" kind=FieldKind::Url value=typed("website") error=error("website") hint="Such as https://example.com" />
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary r#type="submit" busy=Signal::derive(move || action.pending().get())>"Add competitor"</Button>
                    <ButtonLink href="/competitors" kind=ButtonKind::Quiet>"Cancel"</ButtonLink>
                </div>
            </ActionForm>
        </div>
    }
}
