//! The form of a new client.

use crate::api::CreateClient;
use domain::currency::Currency;
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{Button, ButtonKind, ButtonLink, Crumb, Field, FieldKind, PageHeader, SelectField};

/// A plain form: name, industry, website, currency.
#[component]
pub fn NewClientPage() -> impl IntoView {
    let failed = ServerAction::<CreateClient>::new().value();
    let failed = move || failed.get().and_then(Result::err);
    let error = move |name: &'static str| Signal::derive(move || failed().and_then(|error| error.of(name)));
    let typed = move |name: &'static str| Signal::derive(move || failed().and_then(|error| error.typed_in(name)).unwrap_or_default());
    let other = move || failed().filter(|error| error.status() != 422).map(|error| error.to_string());
    let currency = Signal::derive(move || failed().and_then(|error| error.typed_in("currency")).unwrap_or_else(|| "USD".into()));
    let currencies: Vec<_> = Currency::all().map(|code| (code.to_owned(), code.to_owned())).collect();
    let above = Crumb { href: "/clients".into(), label: "Clients".into() };
    view! {
        <Title text="Add client" />
        <PageHeader title="Add client" above />
        {move || other().map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
        <form method="post" action="/api/create_client" class="form-stack">
            <Field label="Name" name="name" value=typed("name") error=error("name") required=true autofocus=true />
            <Field label="Industry" name="industry" value=typed("industry") error=error("industry") />
            <Field label="Website" name="website" kind=FieldKind::Url value=typed("website") error=error("website") hint="Such as https://example.com" />
            <SelectField label="Currency" name="currency" options=currencies value=currency error=error("currency") hint="Of its budget, deals and invoices." />
            <div class="form-actions">
                <Button kind=ButtonKind::Primary r#type="submit">"Add client"</Button>
                <ButtonLink href="/clients" kind=ButtonKind::Quiet>"Cancel"</ButtonLink>
            </div>
        </form>
    }
}
