//! One stage: a line that says what it is, and unfolded all that can be changed about it.

use super::criteria::Criteria;
use super::desk::Desk;
use super::effect::counted;
use super::facts::{Facts, Texts};
use super::types::StageSetting;
use domain::stage::{StageGate, StageKey, StageKind};
use leptos::form::ActionForm;
use leptos::html;
use leptos::prelude::*;
use ui::{Badge, Grip, Icon, IconName, MoveButtons, Reorder, Tone};

/// The stage's line.
#[component]
pub(crate) fn Row(
    /// Which stage.
    key: StageKey,
    /// The list of open stages; won and lost stand in none.
    list: Option<Reorder>,
    /// What the page shares.
    desk: Desk,
) -> impl IntoView {
    let first = desk.all.with_untracked(|all| all.stages.iter().find(|one| one.stage.key == key).cloned())?;
    let setting = desk.setting(first);
    let of = key.clone();
    let open = RwSignal::new(desk.asked.with_untracked(|asked| asked.unfolds(&key)) || failed_here(&key));
    // An address that asks for this stage unfolds it, whichever way it came.
    Effect::new(move |before: Option<bool>| {
        let wanted = desk.asked.with(|asked| asked.unfolds(&of));
        if wanted && before == Some(false) {
            open.set(true);
        }
        wanted
    });
    let of = key.clone();
    let place = Signal::derive(move || desk.all.with(|all| all.open().position(|one| one.stage.key == of).unwrap_or_default()));
    let node = NodeRef::<html::Details>::new();
    let toggled = move |_| open.set(node.get_untracked().is_some_and(|details| details.open()));
    let hue =
        move || setting.with(|one| format!("stage hue-{} {}", one.stage.hue, list.map(|list| list.class(place.get())).unwrap_or_default()));
    let over = move |event: leptos::ev::DragEvent| _ = list.map(|list| list.over(&event, place.get_untracked()));
    let dropped = move |event: leptos::ev::DragEvent| _ = list.map(|list| list.dropped(&event, place.get_untracked()));
    let order = list.map(|list| view! { <Order setting place list desk /> });
    Some(view! {
        <li id=format!("stage-{key}") class=hue on:dragover=over on:drop=dropped>
            {order}
            <details node_ref=node open=move || open.get() on:toggle=toggled>
                <summary class="stage-head" id=format!("head-{key}")>{head(setting)}</summary>
                <div class="stage-body">
                    <div class="stage-asks">
                        <What setting />
                        <Criteria setting desk />
                        <Texts setting desk />
                    </div>
                    <div class="stage-facts"><Facts setting desk /></div>
                </div>
            </details>
        </li>
    })
}

/// Whether a plain form of one of its values came back.
fn failed_here(key: &StageKey) -> bool {
    let failed = ServerAction::<super::api::EditStage>::new().value().get_untracked().and_then(Result::err);
    let mut names = domain::pipeline::StageField::ALL.iter().map(|field| format!("{key}.{field}"));
    failed.is_some_and(|error| names.any(|name| error.of(&name).is_some()))
}

fn head(setting: Memo<StageSetting>) -> impl IntoView {
    let name = move || setting.with(|one| one.stage.name.clone());
    let probability = move || setting.with(|one| format!("{} %", one.stage.probability));
    let deals = move || setting.with(|one| counted(one.deals));
    let asks = move || setting.with(asks);
    let blocks = move || setting.with(|one| one.stage.gate == StageGate::Block && !one.criteria.is_empty());
    view! {
        <Icon name=IconName::ChevronRight />
        <span class="dot" aria-hidden="true"></span>
        <span class="stage-name">{name}</span>
        <span class="stage-percent num">{probability}</span>
        <span class="stage-deals num">{deals}</span>
        <span class="stage-asked">{asks} {move || blocks().then(|| view! { <Badge tone=Tone::Warn>"Blocks"</Badge> })}</span>
    }
}

fn asks(one: &StageSetting) -> String {
    let asked = match one.criteria.len() {
        _ if one.stage.kind == StageKind::Lost => return "Asks why".to_owned(),
        0 => return "Asks nothing".to_owned(),
        1 => "1 criterion".to_owned(),
        many => format!("{many} criteria"),
    };
    match &one.standing {
        // Won asks deals that stand elsewhere.
        Some(standing) if standing.deals > 0 && one.stage.kind == StageKind::Open => {
            format!("{asked}, {} of {} ready", standing.deals - standing.lacking, standing.deals)
        }
        _ => asked,
    }
}

#[component]
fn Order(setting: Memo<StageSetting>, place: Signal<usize>, list: Reorder, desk: Desk) -> impl IntoView {
    let key = setting.with_untracked(|one| one.stage.key.to_string());
    let version = move || setting.with(|one| one.stage.version.to_string());
    let thing = Signal::derive(move || setting.with(|one| one.stage.name.clone()));
    let count = Signal::derive(move || desk.all.with(|all| all.open().count()));
    view! {
        <div class="stage-order">
            <Grip list place />
            <ActionForm action=desk.placed>
                <input type="hidden" name="id" value=key.clone() />
                <input type="hidden" name="version" value=version />
                <MoveButtons thing id=format!("move-{key}") place count />
            </ActionForm>
        </div>
    }
}

/// What won and lost are, since their names do not decide it.
#[component]
fn What(setting: Memo<StageSetting>) -> impl IntoView {
    let text = match setting.with_untracked(|one| one.stage.kind) {
        StageKind::Open => return ().into_any(),
        StageKind::Won => {
            "Where a deal goes when the contract is signed, whatever it is called here. Another name changes nothing else: the deal counts as won, and its project is made."
        }
        StageKind::Lost => {
            "Where a deal goes when it is not signed, whatever it is called here. Another name changes nothing else: the deal counts as lost, and says why."
        }
    };
    view! { <p class="stage-what">{text}</p> }.into_any()
}
