//! Removing a stage: how many deals it holds, and where they go.

use super::api::{RemoveStage, stage_to_remove};
use super::asked::unfolded;
use super::effect::counted;
use super::types::StageRemoval;
use domain::AppError;
use domain::money::Money;
use domain::stage::StageKey;
use firm::Failure;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use ui::{Button, ButtonKind, ButtonLink, Crumb, EmptyState, IconName, PageHeader, SelectField, Skeleton};

/// The page of the stage that the address names.
#[component]
pub fn RemoveStagePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| StageKey::parse(&id).ok()));
    let removal = Resource::new(move || id.get(), |id| async move { stage_to_remove(id.ok_or(AppError::NotFound)?).await });
    view! {
        <Transition fallback=|| view! { <Skeleton /> }>
            {move || Suspend::new(async move {
                match removal.await {
                    Ok(removal) => view! { <Body removal /> }.into_any(),
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Body(removal: StageRemoval) -> impl IntoView {
    let title = format!("Remove {}", removal.stage.name);
    let above = Crumb { href: "/settings/stages".into(), label: "Stages".into() };
    view! {
        <Title text=title.clone() />
        <PageHeader title above />
        {if removal.targets.is_empty() {
            let back = || view! { <ButtonLink href="/settings/stages">"Back to the stages"</ButtonLink> }.into_any();
            view! { <EmptyState title="It is the last open stage" icon=IconName::Lock action=back>"A deal must begin somewhere. Add another stage first."</EmptyState> }
                .into_any()
        } else {
            view! { <Form removal /> }.into_any()
        }}
    }
}

#[component]
fn Form(removal: StageRemoval) -> impl IntoView {
    let failed = ServerAction::<RemoveStage>::new().value().get_untracked().and_then(Result::err);
    let error = failed.as_ref().map(|error| error.of("to").unwrap_or_else(|| error.to_string()));
    let typed = failed.and_then(|error| error.typed_in("to")).filter(|to| !to.is_empty());
    let StageRemoval { stage, deals, targets, .. } = removal.clone();
    let first = targets.first().map(|stage| stage.key.to_string()).unwrap_or_default();
    let options = targets.into_iter().map(|stage| (stage.key.to_string(), stage.name)).collect::<Vec<_>>();
    let (submit, error) =
        (if deals > 0 { format!("Move {} and remove {}", counted(deals), stage.name) } else { format!("Remove {}", stage.name) }, error);
    let (alone, at_field) = if deals > 0 { (None, error) } else { (error, None) };
    view! {
        {alone.map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
        <form method="post" action="/api/remove_stage" class="form-stack">
            <input type="hidden" name="id" value=stage.key.to_string() />
            <input type="hidden" name="deals" value=deals.to_string() />
            <Holds removal />
            {(deals > 0).then(|| view! {
                <SelectField label="Where they go" name="to" options value=typed.unwrap_or(first) error=Signal::stored(at_field) hint="Each gets a step in its history that says why." />
            })}
            <div class="form-actions">
                <Button kind=ButtonKind::Danger r#type="submit" icon=IconName::Trash>{submit}</Button>
                <ButtonLink href=unfolded(&stage.key) kind=ButtonKind::Quiet>"Cancel"</ButtonLink>
            </div>
        </form>
    }
}

/// What stands in it, and what becomes of the stage itself.
#[component]
fn Holds(removal: StageRemoval) -> impl IntoView {
    let StageRemoval { stage, deals, sums, first, in_history, .. } = removal;
    let sums = sums.iter().map(|money| Money::display(*money)).collect::<Vec<_>>().join(" · ");
    let worth = if sums.is_empty() { String::new() } else { format!(", worth {sums}") };
    let holds = if deals == 0 {
        format!("No deal stands in {}.", stage.name)
    } else {
        format!("{} {} in {}{worth}.", counted(deals), if deals == 1 { "stands" } else { "stand" }, stage.name)
    };
    let more = deals - i64::try_from(first.len()).unwrap_or_default();
    let names = first.into_iter().map(|(id, name)| view! { <li><a href=format!("/deals/{id}")>{name}</a></li> }).collect_view();
    let after = if in_history {
        "The history of deals names the stage, so it is kept there and can be restored. It is gone from the board, the menus and the filters."
    } else {
        "No deal was ever here, so the stage and what it asks for are gone for good."
    };
    view! {
        <p>{holds}</p>
        {(deals > 0).then(|| view! { <ul class="stage-holds">{names} {(more > 0).then(|| view! { <li class="muted">{format!("and {more} more")}</li> })}</ul> })}
        <p class="muted">{after}</p>
    }
}
