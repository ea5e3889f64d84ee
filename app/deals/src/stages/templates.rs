//! Three pipelines to start with, as long as there is no deal.

use super::api::ChooseStages;
use domain::pipeline::StageTemplate;
use leptos::prelude::*;
use ui::Button;

/// A choice of three; taking one replaces the open stages.
#[component]
pub(crate) fn Templates() -> impl IntoView {
    let failed = ServerAction::<ChooseStages>::new().value().get_untracked().and_then(Result::err);
    let failed = failed.map(|error| error.of("template").unwrap_or_else(|| error.to_string()));
    let cards = StageTemplate::ALL.iter().map(|template| card(*template)).collect_view();
    view! {
        <section class="panel stage-templates" aria-labelledby="templates">
            <h2 id="templates">"Start with a pipeline"</h2>
            <p class="muted">"No deal exists yet, so the open stages below can be replaced as a whole. Won and lost stay. Everything can be changed afterwards."</p>
            {failed.map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
            <ul>{cards}</ul>
        </section>
    }
}

fn card(template: StageTemplate) -> impl IntoView {
    let stages = template.stages();
    let title = format!("{} ({} stages)", template.label(), stages.len());
    let label = format!("Start with {}", template.label());
    let steps = stages
        .into_iter()
        .map(|stage| {
            view! {
                <li class=format!("hue-{}", stage.hue)>
                    <span class="dot" aria-hidden="true"></span>
                    <span>{stage.name}</span>
                    <span class="num muted">{format!("{} %", stage.probability)}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <li>
            <h3>{title}</h3>
            <p class="muted">{template.about()}</p>
            <ol>{steps}</ol>
            <form method="post" action="/api/choose_stages">
                <input type="hidden" name="template" value=template.as_str() />
                <Button r#type="submit">{label}</Button>
            </form>
        </li>
    }
}
