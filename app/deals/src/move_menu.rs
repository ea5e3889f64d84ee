//! Where a deal can go, as a menu: one on the deal's page, and one that all the cards of a board share.

use crate::api::MoveDeal;
use crate::asked::Asked;
use crate::board::send::{Drop, Mover};
use crate::types::DealCard;
use domain::id::OpportunityId;
use domain::stage::{Stage, StageKey, StageKind};
use leptos::prelude::*;
use ui::{HangingMenu, HangingMenuList, Icon, IconName, Menu, MenuItem};
use wasm_bindgen::JsCast;

/// What a move must know of a deal.
#[derive(Clone, Debug)]
pub(crate) struct Movable {
    id: OpportunityId,
    version: i32,
    name: String,
    stage: StageKey,
    closed: bool,
    moves: bool,
}

impl Movable {
    pub(crate) fn of(card: &DealCard) -> Self {
        Self {
            id: card.id,
            version: card.version,
            name: card.name.clone(),
            stage: card.stage.clone(),
            closed: card.closed,
            moves: card.moves(),
        }
    }

    fn label(&self) -> String {
        format!("Move {}", self.name)
    }
}

/// The menu on the deal's own page.
#[component]
pub fn MoveMenu(
    /// The deal.
    card: DealCard,
    /// Every stage.
    stages: StoredValue<Vec<Stage>>,
    /// The one way to move it.
    moved: ServerAction<MoveDeal>,
) -> impl IntoView {
    let deal = Movable::of(&card);
    view! {
        <Menu label=deal.label() icon=IconName::Ellipsis icon_only=true align_end=true>{sent(&deal, stages, moved)}</Menu>
    }
}

/// The menu that the cards of a board share, and the card that it hangs at.
#[derive(Clone, Copy)]
pub struct BoardMenu {
    menu: HangingMenu,
    chosen: RwSignal<Option<Movable>>,
    asked: Memo<Asked>,
}

impl BoardMenu {
    /// Of a board that was asked for like this; a move by the plain form leads back to it.
    #[must_use]
    pub fn new(asked: Memo<Asked>) -> Self {
        Self { menu: HangingMenu::new(), chosen: RwSignal::new(None), asked }
    }
}

/// Opens the board's menu at its card; a link to the same choice as a page of its own, which leads back to this board.
#[component]
pub fn MoveLink(
    /// The card.
    card: DealCard,
    /// The board's menu.
    menu: BoardMenu,
) -> impl IntoView {
    let deal = Movable::of(&card);
    let label = deal.label();
    let id = deal.id;
    let href = move || format!("/deals/{id}/move{}", menu.asked.with(Asked::query));
    let open = move |event| {
        if menu.menu.opens(&event) {
            menu.chosen.set(Some(deal.clone()));
        }
    };
    view! {
        <a class="card-move button is-quiet is-icon" href=href aria-label=label.clone() title=label on:click=open>
            <Icon name=IconName::Ellipsis />
        </a>
    }
}

/// The list of the board's menu; it stands beside the board, which scrolls.
#[component]
pub(crate) fn BoardMenuList(
    /// The board's menu.
    menu: BoardMenu,
    /// Every stage.
    stages: StoredValue<Vec<Stage>>,
    /// What moves a card.
    mover: Mover,
) -> impl IntoView {
    let label = Signal::derive(move || menu.chosen.with(|deal| deal.as_ref().map(Movable::label).unwrap_or_default()));
    view! {
        <HangingMenuList menu=menu.menu label>
            {move || menu.chosen.get().map(|deal| dropped(&deal, stages, mover))}
        </HangingMenuList>
    }
}

/// The choices of a card of the board: each is a drop like any other.
fn dropped(deal: &Movable, stages: StoredValue<Vec<Stage>>, mover: Mover) -> impl IntoView + use<> {
    let (moves, lost) = stages.with_value(|stages| choices(deal, stages));
    let id = deal.id;
    let chosen = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let button = event.submitter().and_then(|button| button.dyn_into::<web_sys::HtmlButtonElement>().ok());
        if let Some(stage) = button.and_then(|button| StageKey::parse(&button.value()).ok()) {
            mover.drop(id, Drop { stage, index: None });
        }
    };
    view! {
        <form on:submit=chosen>{moves}</form>
        {lost}
    }
}

/// The choices, sent by client code where there is some; the page stays.
fn sent(deal: &Movable, stages: StoredValue<Vec<Stage>>, moved: ServerAction<MoveDeal>) -> impl IntoView + use<> {
    let (moves, lost) = stages.with_value(|stages| choices(deal, stages));
    let (id, version) = (deal.id.to_string(), deal.version.to_string());
    view! {
        <ActionForm action=moved>
            <input type="hidden" name="id" value=id />
            <input type="hidden" name="version" value=version />
            {moves}
        </ActionForm>
        {lost}
    }
}

/// Every other stage, as what a form sends, and the way to the form that a loss needs.
/// What comes next is what is wanted most, so it stands first. A closed deal is opened again, by who may.
pub(crate) fn choices(deal: &Movable, stages: &[Stage]) -> (impl IntoView + use<>, impl IntoView + use<>) {
    let place = stages.iter().position(|stage| stage.key == deal.stage).unwrap_or_default();
    let reachable = |stage: &Stage| deal.moves && (!deal.closed || stage.kind == StageKind::Open);
    let mut targets: Vec<(usize, &Stage)> =
        stages.iter().enumerate().filter(|(index, stage)| *index != place && reachable(stage)).collect();
    targets.sort_by_key(|(index, stage)| (stage.kind != StageKind::Open, *index < place, *index));
    let moves = targets
        .iter()
        .filter(|(_, stage)| stage.kind != StageKind::Lost)
        .map(|(_, stage)| {
            let label = if deal.closed { format!("Reopen in {}", stage.name) } else { stage.move_label() };
            let (icon, value) = (icon_of(stage), stage.key.to_string());
            view! { <MenuItem submit=true name="to" value icon>{label}</MenuItem> }
        })
        .collect_view();
    let lost = targets.iter().find(|(_, stage)| stage.kind == StageKind::Lost).map(|(_, stage)| {
        let href = format!("/deals/{}/move?to={}", deal.id, stage.key);
        let label = format!("{}…", stage.move_label());
        view! { <MenuItem href icon=icon_of(stage)>{label}</MenuItem> }
    });
    (moves, lost)
}

const fn icon_of(stage: &Stage) -> IconName {
    match stage.kind {
        StageKind::Open => IconName::ArrowRight,
        StageKind::Won => IconName::Check,
        StageKind::Lost => IconName::X,
    }
}
