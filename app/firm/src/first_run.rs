//! The first page of an empty database: it makes the admin, once.

use crate::api::CreateFirstAdmin;
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{Button, ButtonKind, Field, FieldKind};

/// Name, address and password of the first admin.
#[component]
pub fn FirstRunPage() -> impl IntoView {
    let failed = ServerAction::<CreateFirstAdmin>::new().value();
    let failed = move || failed.get().and_then(Result::err);
    let error = move |name: &'static str| Signal::derive(move || failed().and_then(|error| error.of(name)));
    let typed = move |name: &'static str| Signal::derive(move || failed().and_then(|error| error.typed_in(name)).unwrap_or_default());
    view! {
        <Title text="Welcome" />
        <main class="signin" id="main">
            <div class="panel">
                <h1>"Welcome to Throughline"</h1>
                <p>"Nobody can sign in yet. Create the first admin."</p>
                <form method="post" action="/api/create_first_admin" class="form-stack">
                    <Field label="Your name" name="name" value=typed("name") error=error("name") required=true autocomplete="name" autofocus=true />
                    <Field label="E-mail address" name="email" kind=FieldKind::Email value=typed("email") error=error("email") required=true autocomplete="username" />
                    <Field
                        label="Password"
                        name="password"
                        kind=FieldKind::Password
                        error=error("password")
                        hint="At least 12 characters; a few words are fine."
                        required=true
                        autocomplete="new-password"
                    />
                    <Button kind=ButtonKind::Primary r#type="submit">"Create admin"</Button>
                </form>
            </div>
        </main>
    }
}
