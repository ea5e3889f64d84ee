//! What the pipeline is cut down to: a form for words and figures, links for what is on or off. All of it is the address.

use crate::asked::Asked;
use crate::types::{CardOrder, DealFilter};
use domain::ahead::Ahead;
use domain::id::CompetitorId;
use domain::meddpicc::Letter;
use domain::money::group;
use domain::policy::{Action, Noun};
use domain::stage::Stage;
use firm::{Person, Surroundings};
use leptos::prelude::*;
use ui::{Avatar, Button, ButtonKind, ButtonLink, Field, FieldKind, Icon, IconName, SelectField};

/// The filters of the board and of its table.
#[component]
pub(crate) fn Filters(
    asked: Memo<Asked>,
    stages: Vec<Stage>,
    /// Whose deals can be chosen with one click.
    people: Vec<Person>,
    /// Who else can be asked for.
    rivals: Vec<(CompetitorId, String)>,
    /// How many deals of how many: open ones on the board, all in the table.
    found: (i64, i64),
) -> impl IntoView {
    let now = asked.get_untracked();
    let filter = now.filter.clone();
    let clear = now.cleared().href();
    let unread = now.unread_least.clone();
    let filtered = !filter.is_empty() || unread.is_some();
    let mut options = vec![(String::new(), "Every stage".to_owned())];
    options.extend(stages.into_iter().map(|stage| (stage.key.to_string(), stage.name)));
    // The select must not say "Every stage" where one was asked for that is not there.
    let no_stage = options.iter().all(|(key, _)| *key != filter.stage).then(|| {
        options.push((filter.stage.clone(), format!("“{}”", filter.stage)));
        "is no stage; choose one of the list".to_owned()
    });
    let mut letters = vec![(String::new(), "Any".to_owned())];
    letters.extend(Letter::ALL.iter().map(|letter| (letter.as_str().to_owned(), letter.label().to_owned())));
    let orders: Vec<_> = CardOrder::ALL.iter().map(|order| (order.word().to_owned(), order.label().to_owned())).collect();
    let has_rivals = !rivals.is_empty() || filter.competitor.is_some();
    let mut others = vec![(String::new(), "Any".to_owned())];
    others.extend(rivals.into_iter().map(|(id, name)| (id.to_string(), name)));
    let chosen_rival = filter.competitor.map(|id| id.to_string()).unwrap_or_default();
    if !chosen_rival.is_empty() && others.iter().all(|(id, _)| *id != chosen_rival) {
        others.push((chosen_rival.clone(), "Somebody who is not on file".to_owned()));
    }
    let letter = filter.letter.map(|letter| letter.as_str().to_owned()).unwrap_or_default();
    let no_amount = unread.is_some().then(|| "is no whole amount; type digits only, such as 50000".to_owned());
    let least = unread.or_else(|| filter.at_least.map(|units| units.to_string())).unwrap_or_default();
    let table = now.table;
    let narrowed = !filter.stage.is_empty() || filter.letter.is_some() || !least.is_empty() || filter.competitor.is_some();
    // What the form has no field for is kept by it.
    let yes = |name: &'static str, holds: bool| holds.then(|| view! { <input type="hidden" name=name value="true" /> });
    let hidden = |name: &'static str, value: Option<String>| value.map(|value| view! { <input type="hidden" name=name value=value /> });
    let folded = now.folded.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let kept = view! {
        {hidden("view", table.then(|| "table".to_owned()))}
        {hidden("sort", table.then(|| now.sort.column.clone()))}
        {hidden("dir", table.then(|| now.sort.direction().to_owned()))}
        {hidden("cards", now.compact.then(|| "compact".to_owned()))}
        {hidden("folded", Some(folded).filter(|folded| !folded.is_empty()))}
        {hidden("client", filter.client.map(|id| id.to_string()))}
        {hidden("who", filter.who.map(|id| id.to_string()))}
        {yes("mine", filter.mine)}
        {yes("closing", filter.closing)}
        {hidden("step", filter.ahead.map(|ahead| ahead.as_str().to_owned()))}
        {yes("stale", filter.stale)}
    };
    let moves = expect_context::<Surroundings>().me.is_some_and(|me| me.actor.may(Action::Update, Noun::Deal));
    let (shown, of) = found;
    let count = if shown == of { deals(of) } else { format!("{} of {}", group(&shown.to_string()), deals(of)) };
    let count = if table { count } else { format!("{count} open") };
    view! {
        <form method="get" action="/deals" class="filters" role="search">
            <Field label="Search" name="q" kind=FieldKind::Search value=filter.text placeholder="Deal or client" />
            <details class="filters-more" open=narrowed>
            <summary>"More filters"</summary>
            <SelectField label="Stage" name="stage" options value=filter.stage error=Signal::stored(no_stage) />
            <SelectField label="Unknown letter" name="letter" options=letters value=letter />
            <Field label="Worth at least" name="min" kind=FieldKind::Number value=least error=Signal::stored(no_amount) />
            {has_rivals.then(|| view! { <SelectField label="Against" name="competitor" options=others value=chosen_rival /> })}
            {(!table).then(|| view! { <SelectField label="Order" name="order" options=orders value=now.order.word() /> })}
            </details>
            {kept}
            <div class="filters-end">
                {filtered.then(|| view! { <ButtonLink href=clear kind=ButtonKind::Quiet>"Clear"</ButtonLink> })}
                <Button r#type="submit">"Show"</Button>
            </div>
        </form>
        <div class="chips">
            <span class="found" role="status">{count}</span>
            {move || chips(&asked.get(), &people, moves)}
        </div>
    }
}

fn deals(count: i64) -> String {
    if count == 1 { "1 deal".to_owned() } else { format!("{} deals", group(&count.to_string())) }
}

type Switch = (&'static str, fn(&mut DealFilter) -> &mut bool);

/// What is on or off, as links.
fn chips(asked: &Asked, people: &[Person], moves: bool) -> impl IntoView + use<> {
    let chip = |words: &'static str, on: bool, href: String| {
        view! { <a class="chip" class:is-on=on href=href aria-current=on.then_some("true")>{on.then(|| view! { <Icon name=IconName::Check /> })}{words}</a> }
    };
    let switches: [Switch; 3] = [
        ("Mine", |filter| &mut filter.mine),
        ("Closing this quarter", |filter| &mut filter.closing),
        ("Too long in stage", |filter| &mut filter.stale),
    ];
    let switches = switches.map(|(words, of)| {
        let on = *of(&mut asked.filter.clone());
        chip(words, on, asked.filtered(|filter| *of(filter) = !on).href())
    });
    // One is always offered; the others are chosen at the head of a column.
    let step = |ahead: Ahead| {
        let on = asked.filter.ahead == Some(ahead);
        chip(ahead.label(), on, asked.filtered(|filter| filter.ahead = Some(ahead).filter(|_| !on)).href())
    };
    let steps = [Some(Ahead::Nothing), asked.filter.ahead.filter(|ahead| *ahead != Ahead::Nothing)];
    let switches = view! {
        {switches.into_iter().collect_view()}
        {steps.into_iter().flatten().map(step).collect_view()}
    };
    let people = people
        .iter()
        .map(|person| {
            let on = asked.filter.who == Some(person.id);
            let id = person.id;
            let href = asked.filtered(|filter| filter.who = if on { None } else { Some(id) }).href();
            let label = if on { format!("Deals of everybody, not of {} alone", person.name) } else { format!("Deals of {}", person.name) };
            view! { <a class="chip-person" class:is-on=on href=href aria-label=label.clone() title=label aria-current=on.then_some("true")><Avatar name=person.name.clone() /></a> }
        })
        .collect_view();
    let dense = Asked { compact: !asked.compact, ..asked.clone() }.href();
    let dense = (!asked.table).then(|| {
        let words = if asked.compact { "Larger cards" } else { "Smaller cards" };
        view! { <a class="chip" href=dense>{words}</a> }
    });
    let file = move |ending: &'static str, words: &'static str, query: &str| {
        view! { <a class="chip" href=format!("/deals.{ending}{query}") rel="external" download=""><Icon name=IconName::Download />{words}</a> }
    };
    let query = Asked { table: false, page: 1, ..asked.clone() }.query();
    let review = format!("/deals/review{query}");
    let moves = moves.then(|| view! { <a class="chip" href="/deals/moves"><Icon name=IconName::Undo />"My moves"</a> });
    view! {
        {switches}
        <span class="chip-people">{people}</span>
        <span class="chips-end">
            {dense}
            {moves}
            <a class="chip" href=review><Icon name=IconName::FileText />"Review"</a>
            {file("csv", "CSV", &query)}
            {file("xlsx", "Excel", &query)}
        </span>
    }
}
