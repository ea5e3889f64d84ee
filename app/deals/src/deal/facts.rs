//! What there is to know of a deal in figures and words, and the project that it became.

use super::page::Page;
use super::parts::Part;
use domain::date::short_date;
use leptos::prelude::*;

/// Value, type, source, close date, how it ended.
#[component]
pub(super) fn Facts(
    /// The page.
    page: Page,
) -> impl IntoView {
    let facts = page.part(|deal| {
        (deal.card.value, deal.kind, deal.source, deal.card.close, deal.card.closed, deal.loss_reason.clone(), deal.project.clone())
    });
    let fact = |label: &'static str, value: AnyView| view! { <div class="fact"><dt>{label}</dt><dd>{value}</dd></div> };
    view! {
        <Part id="facts" title="Deal">
            {move || {
                let (value, kind, source, close, closed, loss_reason, project) = facts.get();
                let close = close.map_or_else(
                    || view! { <span class="muted">"Not known yet"</span> }.into_any(),
                    |close| view! { <time datetime=close.to_string()>{short_date(close, page.today)}</time> }.into_any(),
                );
                view! {
                    <dl class="facts">
                        {fact("Value", view! { <span class="num">{value.display()}</span> }.into_any())}
                        {fact(if closed { "Closed on" } else { "Close date" }, close)}
                        {fact("Type", kind.label().into_any())}
                        {fact("Source", source.label().into_any())}
                        {loss_reason.map(|reason| fact("Lost because", reason.into_any()))}
                        {project.map(|project| fact("Project", view! { <a href=format!("/projects/{}", project.id)>{project.name}</a> }.into_any()))}
                    </dl>
                }
            }}
        </Part>
    }
}
