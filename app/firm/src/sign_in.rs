//! The page on which a person signs in. A plain form: it needs no client code and gains nothing from it.

use crate::api::SignIn;
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{Button, ButtonKind, Field, FieldKind};

/// E-mail address and password.
#[component]
pub fn SignInPage() -> impl IntoView {
    let failed = ServerAction::<SignIn>::new().value();
    let failed = move || failed.get().and_then(Result::err);
    // The page is drawn by the server only.
    #[cfg(feature = "ssr")]
    let next = crate::asked("next").unwrap_or_default();
    #[cfg(not(feature = "ssr"))]
    let next = String::new();
    let message = move || failed().map(|error| error.of("password").unwrap_or_else(|| error.to_string()));
    let typed = Signal::derive(move || failed().and_then(|error| error.typed_in("email")).unwrap_or_default());
    view! {
        <Title text="Sign in" />
        <main class="signin" id="main">
            <div class="panel">
                <h1>"Sign in to Throughline"</h1>
                {move || message().map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
                <form method="post" action="/api/sign_in" class="form-stack">
                    <input type="hidden" name="next" value=next />
                    <Field label="E-mail address" name="email" kind=FieldKind::Email value=typed required=true autocomplete="username" autofocus=true />
                    <Field label="Password" name="password" kind=FieldKind::Password required=true autocomplete="current-password" />
                    <Button kind=ButtonKind::Primary r#type="submit">"Sign in"</Button>
                </form>
            </div>
        </main>
    }
}
