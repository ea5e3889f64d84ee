//! One reason, edited where it stands.

use super::api::{RenameLossReason, loss_reasons, rename_loss_reason};
use super::page::Desk;
use crate::stages::counted;
use domain::AppError;
use domain::id::LossReasonId;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use ui::{Grip, IconName, InlineEdit, Menu, MenuItem, MoveButtons, Reorder, saving};

/// Its name, how many lost deals name it, its place, and the way out.
#[component]
pub(super) fn Row(
    /// Which.
    id: LossReasonId,
    /// The list.
    order: Reorder,
    /// What the page shares.
    desk: Desk,
) -> impl IntoView {
    let reason = Memo::new(move |before: Option<&Option<super::LossReason>>| desk.reason(id).or_else(|| before.cloned().flatten()));
    let of = move |part: fn(&super::LossReason) -> String| move || reason.with(|reason| reason.as_ref().map(part).unwrap_or_default());
    let version = of(|reason| reason.version.to_string());
    let lost = of(|reason| match reason.deals {
        0 => "No lost deal".to_owned(),
        1 => "1 lost deal".to_owned(),
        many => format!("{} lost deals", domain::money::group(&many.to_string())),
    });
    let gone = of(|reason| match reason.deals {
        0 => "No lost deal names it.".to_owned(),
        deals => {
            format!("{} {} it. What was written there stays; the link goes.", counted(deals), if deals == 1 { "names" } else { "name" })
        }
    });
    let place = Signal::derive(move || desk.all.with(|all| all.iter().position(|reason| reason.id == id).unwrap_or_default()));
    let count = Signal::derive(move || desk.all.with(Vec::len));
    let thing = Signal::derive(of(|reason| reason.name.clone()));
    view! {
        <li
            id=format!("reason-{id}")
            class=move || order.class(place.get())
            on:dragover=move |event| order.over(&event, place.get_untracked())
            on:drop=move |event| order.dropped(&event, place.get_untracked())
        >
            <Grip list=order place />
            <div class="reason-name"><Name id desk /></div>
            <span class="muted num">{lost}</span>
            <div class="reason-acts">
                <ActionForm action=desk.placed>
                    <input type="hidden" name="id" value=id.to_string() />
                    <input type="hidden" name="version" value=version />
                    <MoveButtons thing id=format!("move-{id}") place count />
                </ActionForm>
                {move || view! {
                    <Menu label=format!("Remove {}", thing.get()) icon=IconName::Trash icon_only=true align_end=true>
                        <p class="menu-note">{gone}</p>
                        <ActionForm action=desk.removed>
                            <input type="hidden" name="id" value=id.to_string() />
                            <MenuItem submit=true danger=true icon=IconName::Trash>"Remove reason"</MenuItem>
                        </ActionForm>
                    </Menu>
                }}
            </div>
        </li>
    }
}

#[component]
fn Name(id: LossReasonId, desk: Desk) -> impl IntoView {
    let field = format!("{id}.name");
    let failed = ServerAction::<RenameLossReason>::new().value().get_untracked().and_then(Result::err);
    let error = failed.as_ref().and_then(|error| error.of(&field));
    let asked = use_query_map().with_untracked(|query| query.get("edit").is_some_and(|edit| edit == id.to_string()));
    let typed = RwSignal::new(failed.and_then(|error| error.typed_in(&field)));
    let name = move || desk.reason(id).map(|reason| reason.name).unwrap_or_default();
    let version = move || desk.all.with_untracked(|all| all.iter().find(|reason| reason.id == id).map_or(1, |reason| reason.version));
    let value = Signal::derive(move || typed.get().unwrap_or_else(name));
    // Many stand on the page; each says whose name it is.
    let label = untrack(move || format!("Name of {}", name()));
    let keep = move |change: &dyn Fn(&mut super::LossReason)| {
        desk.all.update(|all| all.iter_mut().filter(|reason| reason.id == id).for_each(change))
    };
    let (on_save, status) = saving(move |text: String| async move {
        let saved = rename_loss_reason(id, text.clone(), version()).await;
        if let Err(AppError::Conflict { .. }) = &saved {
            // The newer name is shown now: saving again is meant to replace it.
            let newer = loss_reasons().await?.list.into_iter().find(|reason| reason.id == id).map(|reason| reason.version);
            keep(&|reason| reason.version = newer.unwrap_or(reason.version));
        }
        let version = saved?;
        keep(&|reason| (reason.name, reason.version) = (text.trim().to_owned(), version));
        typed.set(None);
        Ok::<(), AppError>(())
    });
    view! {
        <InlineEdit
            label=label
            name="value"
            scope=id.to_string()
            value
            display=move || name().into_any()
            edit_href=format!("/settings/loss-reasons?edit={id}#field-{id}-value")
            cancel_href="/settings/loss-reasons"
            editing=asked || error.is_some()
            action_url="/api/rename_loss_reason"
            hidden=vec![("id".into(), id.to_string()), ("version".into(), version().to_string())]
            error
            on_save
            status
        />
    }
}
