//! Which page stands at which address.

use crate::frame::Frame;
use crate::{pages, settings};
use deals::MoveDealPage;
use deals::competitors::DeleteCompetitorPage;
use deals::loss_reasons::LossReasonsPage;
use deals::stages::{RemoveStagePage, StagesPage};
use firm::{FirstRunPage, SignInPage, Surroundings};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{SsrMode, path};
use ui::{ToastRegion, provide_toasts};

/// The application. Each page is rendered whole before it is sent, so that its status is right and it reads without
/// client code.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_toasts();
    provide_context(around());
    let title = |text: String| if text.is_empty() { "Throughline".to_owned() } else { format!("{text} · Throughline") };
    view! {
        <Title formatter=title />
        <Router>
            <Routes fallback=pages::NotFound>
                <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async />
                <Route path=path!("/first-run") view=FirstRunPage ssr=SsrMode::Async />
                <ParentRoute path=path!("") view=Frame ssr=SsrMode::Async>
                    <Route path=path!("/deals") view=pages::Pipeline ssr=SsrMode::Async />
                    <Route path=path!("/deals/review") view=pages::Review ssr=SsrMode::Async />
                    <Route path=path!("/deals/moves") view=pages::OwnMoves ssr=SsrMode::Async />
                    <Route path=path!("/deals/new") view=pages::NewDeal ssr=SsrMode::Async />
                    <Route path=path!("/deals/:id") view=pages::Deal ssr=SsrMode::Async />
                    <Route path=path!("/deals/:id/move") view=MoveDealPage ssr=SsrMode::Async />
                    <Route path=path!("/deals/:id/won") view=pages::Won ssr=SsrMode::Async />
                    <Route path=path!("/clients") view=pages::Clients ssr=SsrMode::Async />
                    <Route path=path!("/clients/new") view=pages::NewClient ssr=SsrMode::Async />
                    <Route path=path!("/clients/:id") view=pages::Client ssr=SsrMode::Async />
                    <Route path=path!("/stakeholders") view=pages::Stakeholders ssr=SsrMode::Async />
                    <Route path=path!("/stakeholders/new") view=pages::NewStakeholder ssr=SsrMode::Async />
                    <Route path=path!("/stakeholders/:id") view=pages::Stakeholder ssr=SsrMode::Async />
                    <Route path=path!("/activities") view=pages::AllActivities ssr=SsrMode::Async />
                    <Route path=path!("/activities/new") view=pages::NewActivity ssr=SsrMode::Async />
                    <Route path=path!("/activities/:id") view=pages::Activity ssr=SsrMode::Async />
                    <Route path=path!("/people") view=pages::People ssr=SsrMode::Async />
                    <Route path=path!("/people/:id") view=pages::Person ssr=SsrMode::Async />
                    <Route path=path!("/projects") view=pages::Projects ssr=SsrMode::Async />
                    <Route path=path!("/projects/:id") view=pages::Project ssr=SsrMode::Async />
                    <ParentRoute path=path!("/settings") view=settings::Settings ssr=SsrMode::Async>
                        <Route path=path!("") view=settings::Overview ssr=SsrMode::Async />
                        <Route path=path!("/stages") view=StagesPage ssr=SsrMode::Async />
                        <Route path=path!("/stages/:id/remove") view=RemoveStagePage ssr=SsrMode::Async />
                        <Route path=path!("/loss-reasons") view=LossReasonsPage ssr=SsrMode::Async />
                    </ParentRoute>
                    <Route path=path!("/competitors") view=pages::Competitors ssr=SsrMode::Async />
                    <Route path=path!("/competitors/new") view=pages::NewCompetitor ssr=SsrMode::Async />
                    <Route path=path!("/competitors/:id") view=pages::Competitor ssr=SsrMode::Async />
                    <Route path=path!("/competitors/:id/delete") view=DeleteCompetitorPage ssr=SsrMode::Async />
                    <Route path=path!("/account") view=pages::Account ssr=SsrMode::Async />
                    <Route path=path!("/gallery") view=pages::Gallery ssr=SsrMode::Async />
                </ParentRoute>
            </Routes>
        </Router>
        <ToastRegion />
    }
}

/// Known to the server before anything is drawn, and handed to the browser with the page. Not a resource: whatever
/// waited for it would be drawn more than once.
fn around() -> Surroundings {
    SharedValue::new(|| {
        #[cfg(feature = "ssr")]
        return firm::surroundings();
        #[cfg(not(feature = "ssr"))]
        Surroundings::default()
    })
    .into_inner()
}
