//! A deal's card, with the menu that moves it.

use crate::api::MoveDeal;
use crate::types::DealCard;
use chrono::NaiveDate;
use domain::date::{days, short_date};
use domain::stage::{Stage, StageKind};
use leptos::prelude::*;
use ui::{Avatar, Icon, IconName, Menu, MenuItem};

/// One card.
#[component]
pub fn Card(
    /// What it shows.
    card: DealCard,
    /// Every stage, to move to.
    stages: StoredValue<Vec<Stage>>,
    /// The one way to move it.
    moved: ServerAction<MoveDeal>,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let client = match card.client_id {
        Some(id) => view! { <a href=format!("/clients/{id}")>{card.client.clone()}</a> }.into_any(),
        None => card.client.clone().into_any(),
    };
    let owner = card.owner.clone().map(|person| view! { <Avatar name=person.name /> });
    let menu = card.can_move.then(|| view! { <MoveMenu card=card.clone() stages moved /> });
    view! {
        <article class="card">
            <div class="card-client">{client}</div>
            <h3 class="card-title"><a href=format!("/deals/{}", card.id)>{card.name.clone()}</a></h3>
            <div class="card-figures"><span>{card.value.display()}</span></div>
            <div class="card-meta">
                {card.close.map(|close| close_date(close, today, card.closed))}
                <span title="In this stage"><Icon name=IconName::Clock />{days(card.days_in_stage)}</span>
                {owner}
            </div>
            {menu}
        </article>
    }
}

/// The expected day; past ones say so in words too.
pub(crate) fn close_date(close: NaiveDate, today: NaiveDate, closed: bool) -> impl IntoView {
    let late = close < today && !closed;
    let text = short_date(close, today);
    let title = if closed { "Closed on" } else { "Expected to close" };
    view! {
        <span class=if late { "close-date is-late" } else { "close-date" } title=format!("{title} {close}")>
            <Icon name=IconName::Calendar />
            {if late { format!("{text}, late") } else { text }}
        </span>
    }
}

/// Where the deal can go: the next stage first, every other one, won, lost.
#[component]
pub fn MoveMenu(
    /// The deal.
    card: DealCard,
    /// Every stage.
    stages: StoredValue<Vec<Stage>>,
    /// The one way to move it.
    moved: ServerAction<MoveDeal>,
) -> impl IntoView {
    let place = stages.with_value(|stages| stages.iter().position(|stage| stage.key == card.stage)).unwrap_or_default();
    let mut targets: Vec<(usize, Stage)> = stages.with_value(|stages| stages.iter().cloned().enumerate().collect());
    targets.retain(|(index, _)| *index != place);
    // What comes next is what is wanted most.
    targets.sort_by_key(|(index, stage)| (stage.kind != StageKind::Open, *index < place, *index));
    let lost = targets.iter().find(|(_, stage)| stage.kind == StageKind::Lost).map(|(_, stage)| stage.clone());
    let moves = targets
        .into_iter()
        .filter(|(_, stage)| stage.kind != StageKind::Lost)
        .map(|(_, stage)| {
            let (icon, value, label) = (icon_of(&stage), stage.key.to_string(), stage.move_label());
            view! { <MenuItem submit=true name="to" value icon>{label}</MenuItem> }
        })
        .collect_view();
    let lost = lost.map(|stage| {
        let href = format!("/deals/{}/move?to={}", card.id, stage.key);
        let label = format!("{}…", stage.move_label());
        view! { <MenuItem href icon=icon_of(&stage)>{label}</MenuItem> }
    });
    view! {
        <Menu label=format!("Move {}", card.name) icon=IconName::Ellipsis icon_only=true align_end=true>
            <ActionForm action=moved>
                <input type="hidden" name="id" value=card.id.to_string() />
                <input type="hidden" name="version" value=card.version.to_string() />
                {moves}
            </ActionForm>
            {lost}
        </Menu>
    }
}

const fn icon_of(stage: &Stage) -> IconName {
    match stage.kind {
        StageKind::Open => IconName::ArrowRight,
        StageKind::Won => IconName::Check,
        StageKind::Lost => IconName::X,
    }
}
