//! The eight letters with their evidence, the gaps, and the step that asks about one.

use super::deal;
use super::steps::{NewStep, RawSteps, insert};
use super::talks::Talks;
use crate::db::evidence::judged_on;
use crate::deal::types::{DealStakeholder, GapLine, Holder, LetterLine};
use chrono::{NaiveDate, TimeDelta};
use domain::client::ClientField;
use domain::criteria::Evidence;
use domain::gap::Gap;
use domain::id::{OpportunityId, TaskId};
use domain::meddpicc::Letter;
use domain::task::NextStepType;
use store::table::{client, opportunity};
use store::{Access, DbError, Read};

/// Until when a question should be asked, in days from today.
const ASK_WITHIN: i64 = 7;

/// The letters. Without the client, what they say and who they are is left out; that and since when they are known is not.
pub(super) async fn lines(
    read: &Read,
    deal: &opportunity::Model,
    account: Option<&client::Model>,
    stakeholders: &[DealStakeholder],
    evidence: &Evidence,
    today: NaiveDate,
) -> Result<Vec<LetterLine>, DbError> {
    let today = judged_on(deal, today);
    let talks = match account {
        Some(_) => Some(Talks::of(read, deal).await?),
        None => None,
    };
    let holders = |letter: Letter| {
        let holds = |person: &&DealStakeholder| letter.role().is_some_and(|role| person.roles.contains(&role));
        let holder = |person: &DealStakeholder| Holder { id: person.id, name: person.name.clone(), job_title: person.job_title.clone() };
        stakeholders.iter().filter(holds).map(holder).collect()
    };
    let line = |letter: &Letter| LetterLine {
        letter: *letter,
        state: letter.state(evidence, today),
        since: letter.since(evidence),
        spoken: letter.spoken(evidence),
        talk: talks.as_ref().and_then(|talks| talks.about(*letter)),
        text: account.zip(letter.field()).and_then(|(account, field)| text(account, field)).unwrap_or_default(),
        holders: holders(*letter),
    };
    Ok(Letter::ALL.iter().map(line).collect())
}

fn text(account: &client::Model, field: ClientField) -> Option<String> {
    match field {
        ClientField::Metrics => account.meddpicc_metrics.clone(),
        ClientField::DecisionCriteria => account.meddpicc_decision_criteria.clone(),
        ClientField::DecisionProcess => account.meddpicc_decision_process.clone(),
        ClientField::PaperProcess => account.meddpicc_paper_process.clone(),
        ClientField::IdentifiedPain => account.meddpicc_identified_pain.clone(),
        ClientField::Competition => account.meddpicc_competition.clone(),
        ClientField::Name
        | ClientField::Industry
        | ClientField::Website
        | ClientField::Status
        | ClientField::Deadline
        | ClientField::Budget => None,
    }
}

/// The gaps, each with the open step that asks about it.
pub(super) fn gap_lines(gaps: Vec<Gap>, steps: &RawSteps) -> Vec<GapLine> {
    gaps.into_iter().map(|gap| GapLine { planned: steps.open_called(gap.letter.question()), gap }).collect()
}

/// Plans to ask a letter's question, by the person who wants to know, within a week. What is planned already is not planned
/// again: the step that there is is answered.
///
/// # Errors
/// By scope.
pub async fn ask(access: &Access, id: OpportunityId, letter: Letter) -> Result<TaskId, DbError> {
    let me = access.actor()?.id;
    access
        .write(move |write| {
            Box::pin(async move {
                let deal = deal(write, id).await?;
                if let Some(planned) = super::steps::planned(write, id, letter.question()).await? {
                    return Ok(planned);
                }
                let due = store::id::now().date_naive() + TimeDelta::days(ASK_WITHIN);
                let step = NewStep::asking(letter.question(), letter.why(), due, NextStepType::Call);
                insert(write, &deal, step, me).await
            })
        })
        .await
}
