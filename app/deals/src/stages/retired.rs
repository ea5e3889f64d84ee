//! Stages that were removed and that history still names, folded away, with the way back.

use super::api::RestoreStage;
use super::desk::Desk;
use super::effect::counted;
use super::types::RetiredStage;
use leptos::prelude::*;
use ui::{Button, Icon, IconName};

/// The folded list; nothing where nothing was removed.
#[component]
pub(crate) fn Retired(
    /// What the page shares.
    desk: Desk,
) -> impl IntoView {
    let failed = ServerAction::<RestoreStage>::new().value().get_untracked().and_then(Result::err);
    let failed = failed.map(|error| error.of("restore").unwrap_or_else(|| error.to_string()));
    let open = failed.is_some() || desk.asked.with_untracked(|asked| asked.done == "retired");
    move || {
        let stages = desk.all.with(|all| all.retired.clone());
        let failed = failed.clone();
        (!stages.is_empty()).then(|| {
            let title = format!("Removed stages ({})", stages.len());
            view! {
                <details class="stage-retired" open=open>
                    <summary><Icon name=IconName::ChevronRight /><span>{title}</span></summary>
                    <p class="muted">"The history of deals names them. Restoring brings a stage back where it stood, with what it asked for; deals stay where they went."</p>
                    {failed.map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
                    <ul>{stages.into_iter().map(line).collect_view()}</ul>
                </details>
            }
        })
    }
}

fn line(retired: RetiredStage) -> impl IntoView {
    let RetiredStage { stage, deals } = retired;
    let label = format!("Restore {}", stage.name);
    // Whoever moved one there in the same moment is told here; restoring shows the deal again.
    let left = (deals > 0).then(|| format!("{} still here", counted(deals)));
    view! {
        <li class=format!("hue-{}", stage.hue)>
            <span class="dot" aria-hidden="true"></span>
            <span class="stage-name">{stage.name}</span>
            <span class="num muted">{format!("{} %", stage.probability)}</span>
            {left.map(|text| view! { <span class="is-late">{text}</span> })}
            <form method="post" action="/api/restore_stage">
                <input type="hidden" name="id" value=stage.key.to_string() />
                <Button r#type="submit" icon=IconName::Undo label=label.clone()>"Restore"</Button>
            </form>
        </li>
    }
}
