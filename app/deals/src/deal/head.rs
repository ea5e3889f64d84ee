//! The head of a deal's page: what it is, where it stands, and where it goes.

use super::page::Page;
use super::types::DealDetail;
use crate::api::MoveDeal;
use crate::board::hue;
use crate::card::closes;
use crate::move_menu::MoveMenu;
use domain::date::days;
use domain::stage::{Stage, StageKind};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{Badge, Button, ButtonKind, Crumb, Icon, IconName, PageHeader, Tone};

/// What the head says, and nothing else: it is drawn anew only when this changes.
#[derive(Clone, PartialEq)]
struct Head {
    card: crate::types::DealCard,
    stages: Vec<Stage>,
}

impl Head {
    fn of(deal: &DealDetail) -> Self {
        Self { card: deal.card.clone(), stages: deal.stages.clone() }
    }

    fn stage(&self) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.key == self.card.stage)
    }
}

/// Name, facts, the next move and all the others.
#[component]
pub(super) fn DealHead(
    /// The page.
    page: Page,
    /// The one way to move it.
    moved: ServerAction<MoveDeal>,
) -> impl IntoView {
    let head = page.part(Head::of);
    move || {
        let head = head.get();
        let above = Crumb { href: "/deals".into(), label: "Pipeline".into() };
        let (title, facts, actions) = (head.card.name.clone(), head.clone(), head);
        view! {
            <Title text=title.clone() />
            <PageHeader
                title
                above
                facts=move || facts_of(&facts, page).into_any()
                actions=move || actions_of(&actions, moved).into_any()
            />
        }
    }
}

fn facts_of(head: &Head, page: Page) -> impl IntoView + use<> {
    let card = &head.card;
    let client = match card.client_id {
        Some(id) => view! { <a href=format!("/clients/{id}")>{card.client.clone()}</a> }.into_any(),
        None => card.client.clone().into_any(),
    };
    let stage = head.stage().cloned();
    let badge = stage.clone().map(|stage| view! { <Badge hue=hue(&stage) dot=true>{stage.name.clone()}</Badge> });
    let open = stage.filter(|stage| stage.kind == StageKind::Open);
    let weighed = open.clone().map(|stage| {
        let weighted = card.value.percent(stage.probability).display();
        view! { <span title="Probability of the stage, and the value weighted by it">{format!("{} % · ", stage.probability)}<span class="num">{weighted}</span>" weighted"</span> }
    });
    view! {
        {client}
        <strong class="num">{card.value.display()}</strong>
        {weighed}
        {badge}
        {open.map(|stage| time_in(&stage, card.days_in_stage))}
        {card.close.map(|close| closes(close, page.today, card.closed))}
    }
}

/// How long it has been there, and whether that is longer than it should be.
fn time_in(stage: &Stage, here: i64) -> impl IntoView + use<> {
    let since = match here {
        0 => "Here since today".to_owned(),
        n => format!("{} here", days(n)),
    };
    match stage.rot_days.map(i64::from) {
        Some(limit) if here > limit => view! {
            <Badge tone=Tone::Bad><Icon name=IconName::Clock />{format!("{since}, {limit} at most")}</Badge>
        }
        .into_any(),
        Some(limit) => {
            view! { <span title=format!("{} at most in {}", days(limit), stage.name)>{format!("{since}, {limit} at most")}</span> }
                .into_any()
        }
        None => view! { <span>{since}</span> }.into_any(),
    }
}

/// The next stage as the one primary button; every other one in the menu.
fn actions_of(head: &Head, moved: ServerAction<MoveDeal>) -> impl IntoView + use<> {
    if !head.card.moves() {
        return ().into_any();
    }
    let next = domain::gap::next_stage(&head.stages, &head.card.stage).cloned();
    let (id, version) = (head.card.id.to_string(), head.card.version.to_string());
    let stages = StoredValue::new(head.stages.clone());
    view! {
        {next.map(|next| view! {
            <ActionForm action=moved>
                <input type="hidden" name="id" value=id />
                <input type="hidden" name="version" value=version />
                <Button kind=ButtonKind::Primary r#type="submit" name="to" value=next.key.to_string()>{next.move_label()}</Button>
            </ActionForm>
        })}
        <MoveMenu card=head.card.clone() stages moved />
    }
    .into_any()
}

/// The stages in their order, and where it stands among them.
#[component]
pub(super) fn Stepper(
    /// The page.
    page: Page,
) -> impl IntoView {
    let head = page.part(Head::of);
    move || {
        let head = head.get();
        let closed = head.card.closed;
        let place = head.stages.iter().position(|stage| stage.key == head.card.stage).unwrap_or_default();
        let steps = head
            .stages
            .iter()
            .enumerate()
            .filter(|(index, stage)| stage.kind == StageKind::Open || (closed && *index == place))
            .map(|(index, stage)| {
                let class = match index.cmp(&place) {
                    std::cmp::Ordering::Less if !closed => "step is-done",
                    std::cmp::Ordering::Equal => "step is-current",
                    std::cmp::Ordering::Greater if index == place + 1 => "step is-next",
                    _ => "step",
                };
                let current = (index == place).then_some("step");
                view! { <li class=class aria-current=current title=stage.exit_criteria.clone()>{stage.name.clone()}</li> }
            })
            .collect_view();
        view! { <ol class="stepper" aria-label="Stages" tabindex="0">{steps}</ol> }
    }
}
