//! The form of a new competitor.

use super::api::CreateCompetitor;
use domain::id::CompetitorId;
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{Button, ButtonKind, ButtonLink, Crumb, Field, FieldKind, PageHeader};

/// A plain form: name and website. What else is known is written where it stands, on the competitor's page.
#[component]
pub fn NewCompetitorPage() -> impl IntoView {
    let failed = ServerAction::<CreateCompetitor>::new().value();
    let failed = move || failed.get().and_then(Result::err);
    let error = move |name: &'static str| Signal::derive(move || failed().and_then(|error| error.of(name)));
    let typed = move |name: &'static str| Signal::derive(move || failed().and_then(|error| error.typed_in(name)).unwrap_or_default());
    let other = move || failed().filter(|error| error.status() != 422).map(|error| error.to_string());
    // Read as an id, so that an address that somebody made up leads nowhere else.
    let existing = move || failed()?.typed_in("existing")?.parse::<CompetitorId>().ok();
    let above = Crumb { href: "/competitors".into(), label: "Competitors".into() };
    view! {
        <Title text="Add competitor" />
        <PageHeader title="Add competitor" above />
        {move || other().map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
        <form method="post" action="/api/create_competitor" class="form-stack">
            <div>
                <Field label="Name" name="name" value=typed("name") error=error("name") required=true autofocus=true />
                {move || existing().map(|id| view! {
                    <p class="field-hint"><a href=format!("/competitors/{id}")>{format!("Open {}", typed("name").get())}</a></p>
                })}
            </div>
            <Field label="Website" name="website" kind=FieldKind::Url value=typed("website") error=error("website") hint="Such as https://example.com" />
            <div class="form-actions">
                <Button kind=ButtonKind::Primary r#type="submit">"Add competitor"</Button>
                <ButtonLink href="/competitors" kind=ButtonKind::Quiet>"Cancel"</ButtonLink>
            </div>
        </form>
    }
}
