//! The pages that join several subjects, and the thin wrappers that hand the others what they need.

use crate::frame::Around;
use chrono::NaiveDate;
use clients::{ClientHead, show_client};
use deals::ClientDeals;
use domain::AppError;
use domain::id::ClientId;
use firm::{Failure, Me};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use ui::Skeleton;

/// Waits for who is here and what day it is, then draws the page.
fn with_me<V: IntoView + 'static>(page: impl Fn(Me, NaiveDate) -> V + Clone + Send + Sync + 'static) -> impl IntoView {
    let Around(around) = expect_context::<Around>();
    view! {
        <Suspense>
            {move || {
                let page = page.clone();
                Suspend::new(async move {
                    match around.await {
                        Ok(around) => match around.me {
                            Some(me) => page(me, around.today).into_any(),
                            None => view! { <Failure error=AppError::SignedOut /> }.into_any(),
                        },
                        Err(error) => view! { <Failure error /> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
}

/// The pipeline.
#[component]
pub(crate) fn Pipeline() -> impl IntoView {
    with_me(|_, today| view! { <deals::PipelinePage today /> })
}

/// One deal.
#[component]
pub(crate) fn Deal() -> impl IntoView {
    with_me(|_, today| view! { <deals::DealPage today /> })
}

/// The list of clients.
#[component]
pub(crate) fn Clients() -> impl IntoView {
    with_me(|_, today| view! { <clients::ClientsPage today /> })
}

/// The signed-in person's own page.
#[component]
pub(crate) fn Account() -> impl IntoView {
    with_me(|me, _| view! { <firm::AccountPage me /> })
}

/// One client: its own fields, and what the other subjects know of it.
#[component]
pub(crate) fn Client() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<ClientId>().ok()));
    let client = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => show_client(id).await,
                None => Err(AppError::NotFound),
            }
        },
    );
    with_me(move |_, today| {
        view! {
            <Transition fallback=|| view! { <Skeleton lines=8 /> }>
                {move || Suspend::new(async move {
                    match client.await {
                        Ok(client) => {
                            let id = client.id;
                            view! { <ClientHead client><ClientDeals client=id today /></ClientHead> }.into_any()
                        }
                        Err(error) => view! { <Failure error /> }.into_any(),
                    }
                })}
            </Transition>
        }
    })
}

/// Every widget in every state.
#[component]
pub(crate) fn Gallery() -> impl IntoView {
    view! {
        <Title text="Gallery" />
        <ui::Gallery />
    }
}

/// An address at which nothing stands.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    view! { <main class="main" id="main"><Failure error=AppError::NotFound /></main> }
}
