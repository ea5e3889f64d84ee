//! What I moved myself in the last days: a way back for longer than a notice stays.

use crate::api::{UndoMove, own_moves};
use crate::board::hue;
use crate::pipeline::{refusal, shows};
use crate::types::{MoveAnswer, OwnMove};
use chrono::NaiveDate;
use domain::AppError;
use domain::date::short_date;
use domain::live::Change;
use firm::{Failure, use_live};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{Badge, Button, ButtonKind, ButtonLink, Crumb, EmptyState, IconName, PageHeader, Skeleton, Table, ToastKind, Tone, use_toasts};
use wasm_bindgen::JsCast;

/// The list.
#[component]
pub fn OwnMovesPage(
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let fresh = use_live().freshness(|change: &Change| shows(change));
    let undone = ServerAction::<UndoMove>::new();
    let toasts = use_toasts();
    Effect::new(move |_| {
        if let Some(Ok(MoveAnswer::Moved { now, .. })) = undone.value().get() {
            let name = now.cards.into_iter().next().map(|card| card.name).unwrap_or_default();
            _ = toasts.push(ToastKind::Good, format!("{name} is back where it was."), None);
            // The button that was pressed is gone with its row.
            if let Some(main) = document().get_element_by_id("main").and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok()) {
                _ = main.focus();
            }
        }
    });
    // What did not get through leaves the list as it stands, to be tried again; any other answer may have changed it.
    let answers = Memo::new(move |before: Option<&u32>| {
        let before = before.copied().unwrap_or_default();
        match undone.value().get() {
            None | Some(Err(AppError::SignedOut | AppError::Offline | AppError::Internal(_))) => before,
            Some(_) => before.wrapping_add(1),
        }
    });
    let moves = Resource::new(move || (fresh.get(), answers.get()), |_| own_moves());
    let above = Crumb { href: "/deals".into(), label: "Pipeline".into() };
    let facts = || view! { <span>"What you moved in the last 30 days: the newest 100 at most"</span> }.into_any();
    let refused = move || {
        let fault = undone.value().get().and_then(Result::err)?;
        Some(view! { <p class="notice tone-bad" role="alert">{refusal(&fault)}</p> })
    };
    view! {
        <Title text="My moves" />
        <PageHeader title="My moves" above facts />
        {refused}
        <Transition fallback=|| view! { <Skeleton lines=6 /> }>
            {move || Suspend::new(async move {
                match moves.await {
                    Ok(moves) if moves.is_empty() => {
                        let action = || view! { <ButtonLink href="/deals">"Go to the pipeline"</ButtonLink> }.into_any();
                        view! { <EmptyState title="Nothing moved" icon=IconName::Columns action>"You have moved no deal in the last 30 days."</EmptyState> }.into_any()
                    }
                    Ok(moves) => {
                        let rows = moves.into_iter().map(|one| row(one, undone, today)).collect_view();
                        view! {
                            <Table caption="My moves">
                                <thead>
                                    <tr>
                                        <th scope="col">"Deal"</th>
                                        <th scope="col">"Client"</th>
                                        <th scope="col">"From"</th>
                                        <th scope="col">"To"</th>
                                        <th scope="col">"When"</th>
                                        <th scope="col"><span class="visually-hidden">"Take it back"</span></th>
                                    </tr>
                                </thead>
                                <tbody>{rows}</tbody>
                            </Table>
                        }
                        .into_any()
                    }
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

fn row(one: OwnMove, undone: ServerAction<UndoMove>, today: NaiveDate) -> impl IntoView {
    let sign = match (one.undoes, one.undone) {
        (true, _) => Some("Takes a move back"),
        (_, true) => Some("Taken back"),
        _ => None,
    };
    let back = one.takes_back.then(|| {
        let label = format!("Undo: {} back to {}", one.name, one.from);
        view! {
            <ActionForm action=undone>
                <input type="hidden" name="id" value=one.id.to_string() />
                <input type="hidden" name="back" value="moves" />
                <Button r#type="submit" kind=ButtonKind::Quiet icon=IconName::Undo label busy=undone.pending()>"Undo"</Button>
            </ActionForm>
        }
    });
    view! {
        <tr>
            <th scope="row"><a href=format!("/deals/{}", one.deal)>{one.name.clone()}</a></th>
            <td data-label="Client">{one.client.clone()}</td>
            <td data-label="From">{one.from.clone()}</td>
            <td data-label="To">
                <div>
                    <div class="badges">
                        <Badge hue=hue(&one.to) dot=true>{one.to.name.clone()}</Badge>
                        {sign.map(|words| view! { <Badge tone=Tone::Neutral>{words}</Badge> })}
                    </div>
                    {one.reason.clone().map(|reason| view! { <div class="muted">{format!("“{reason}”")}</div> })}
                </div>
            </td>
            <td data-label="When"><time datetime=one.on.to_string() title=one.at.clone()>{short_date(one.on, today)}</time></td>
            <td>{back}</td>
        </tr>
    }
}
