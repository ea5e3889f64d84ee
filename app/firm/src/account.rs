//! My account: profile, password, and the browsers that are signed in as me.

use crate::api::{ChangePassword, EditProfile, edit_profile, my_profile, my_sessions};
use crate::me::{Me, OpenSession};
use domain::AppError;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use ui::{Badge, Button, ButtonKind, Field, FieldKind, InlineEdit, PageHeader, Table, Tone, saving};

/// The page of the signed-in person about themselves.
#[component]
pub fn AccountPage(
    /// Who is signed in.
    me: Me,
) -> impl IntoView {
    let query = use_query_map();
    let done = move || {
        let text = match query.read().get("done").as_deref() {
            Some("password") => "Your password is changed. Every other browser has been signed out.",
            Some("session") => "That browser has been signed out.",
            Some("sessions") => "Every other browser has been signed out.",
            _ => return None,
        };
        Some(view! { <p class="notice tone-good" role="status">{text}</p> })
    };
    let role = me.actor.role.label();
    view! {
        <Title text="My account" />
        <PageHeader title="My account" facts=move || view! { <Badge>{role}</Badge> }.into_any() />
        {done}
        <div class="account">
            <Profile me />
            <Password />
            <Sessions />
        </div>
    }
}

#[component]
fn Profile(me: Me) -> impl IntoView {
    let failed = ServerAction::<EditProfile>::new().value();
    let version = RwSignal::new(me.version);
    let editing = use_query_map().with_untracked(|query| query.get("edit").unwrap_or_default());
    let field = move |label: &'static str, name: &'static str, value: String| {
        let failed = failed.get_untracked().and_then(Result::err);
        let error = failed.as_ref().and_then(|error| error.of(name));
        let value = RwSignal::new(value);
        let typed = RwSignal::new(failed.and_then(|error| error.typed_in(name)).unwrap_or_else(|| value.get_untracked()));
        let (save, status) = saving(move |text: String| async move {
            let saved = edit_profile(name.to_owned(), text.clone(), version.get_untracked()).await;
            if let Err(AppError::Conflict { .. }) = &saved {
                // The newer value is shown now: saving again is meant to replace it.
                version.set(my_profile().await?.version);
            }
            version.set(saved?);
            value.set(text.trim().to_owned());
            typed.set(text.trim().to_owned());
            Ok::<(), AppError>(())
        });
        let shown = move || value.get();
        view! {
            <div class="fact">
                <dt>{label}</dt>
                <dd>
                    <InlineEdit
                        label
                        name="value"
                        scope=name
                        value=typed
                        display=move || view! { <span>{shown}</span> }.into_any()
                        edit_href=format!("/account?edit={name}")
                        cancel_href="/account"
                        editing=editing == name || error.is_some()
                        action_url="/api/edit_profile"
                        hidden=vec![("field".into(), name.into()), ("version".into(), version.get_untracked().to_string())]
                        error=error
                        on_save=save
                        status=status
                    />
                </dd>
            </div>
        }
    };
    view! {
        <section class="panel" aria-labelledby="profile">
            <h2 id="profile">"Profile"</h2>
            <dl class="facts">
                {field("Name", "name", me.name)}
                {field("Job title", "job_title", me.job_title)}
                <div class="fact">
                    <dt>"E-mail address"</dt>
                    <dd>{me.email}</dd>
                </div>
            </dl>
        </section>
    }
}

#[component]
fn Password() -> impl IntoView {
    let failed = ServerAction::<ChangePassword>::new().value();
    let failed = move || failed.get().and_then(Result::err);
    let error = move |name: &'static str| Signal::derive(move || failed().and_then(|error| error.of(name)));
    let other = move || failed().filter(|error| !matches!(error, AppError::Invalid(_))).map(|error| error.to_string());
    view! {
        <section class="panel" aria-labelledby="password">
            <h2 id="password">"Password"</h2>
            {move || other().map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
            <form method="post" action="/api/change_password" class="form-stack">
                <Field label="Current password" name="current_password" kind=FieldKind::Password error=error("current_password") required=true autocomplete="current-password" />
                <Field
                    label="New password"
                    name="new_password"
                    kind=FieldKind::Password
                    error=error("new_password")
                    hint="At least 12 characters; a few words are fine."
                    required=true
                    autocomplete="new-password"
                />
                <Button r#type="submit">"Change password"</Button>
            </form>
        </section>
    }
}

#[component]
fn Sessions() -> impl IntoView {
    let sessions = Resource::new(|| (), |()| my_sessions());
    view! {
        <section class="panel" aria-labelledby="sessions">
            <h2 id="sessions">"Signed-in browsers"</h2>
            <Suspense fallback=|| view! { <ui::Skeleton /> }>
                {move || Suspend::new(async move {
                    match sessions.await {
                        Ok(rows) => session_table(rows).into_any(),
                        Err(error) => view! { <p class="notice tone-bad">{error.to_string()}</p> }.into_any(),
                    }
                })}
            </Suspense>
        </section>
    }
}

fn session_table(rows: Vec<OpenSession>) -> impl IntoView {
    let others = rows.iter().any(|row| !row.this_one);
    let rows = rows.into_iter().map(session_row).collect_view();
    view! {
        <Table caption="Browsers that are signed in as you">
            <thead>
                <tr>
                    <th scope="col">"Browser"</th>
                    <th scope="col">"Address"</th>
                    <th scope="col">"Signed in"</th>
                    <th scope="col">"Last used"</th>
                    <th scope="col"><span class="visually-hidden">"Sign out"</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
        {others.then(|| view! {
            <form method="post" action="/api/end_other_sessions">
                <Button r#type="submit">"Sign out everywhere else"</Button>
            </form>
        })}
    }
}

fn session_row(row: OpenSession) -> impl IntoView {
    let end = if row.this_one {
        view! { <Badge tone=Tone::Good>"This browser"</Badge> }.into_any()
    } else {
        let label = format!("Sign out {}", row.browser);
        view! {
            <form method="post" action="/api/end_session">
                <input type="hidden" name="id" value=row.id.to_string() />
                <Button kind=ButtonKind::Quiet r#type="submit" label>"Sign out"</Button>
            </form>
        }
        .into_any()
    };
    view! {
        <tr>
            <th scope="row" data-label="Browser">{row.browser}</th>
            <td data-label="Address">{row.ip}</td>
            <td data-label="Signed in">{row.since}</td>
            <td data-label="Last used">{row.last_seen}</td>
            <td>{end}</td>
        </tr>
    }
}
