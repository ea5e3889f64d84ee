//! A new deal: the deal, its first step, whoever makes it on its team, and perhaps the client, in one transaction.

use super::gate::lack;
use super::new_deal::won_from;
use super::place::{Place, rank_at};
use super::stages::stages;
use super::transition::labels;
use crate::new_deal::DealDraft;
use chrono::NaiveDate;
use clients::db::NewClient;
use clients::db::choose::{self, Meant};
use domain::currency::Currency;
use domain::date::parse_date;
use domain::deal::{OpportunitySource, OpportunityType};
use domain::id::{ClientId, OpportunityId, StageChangeId, UserId};
use domain::money::Money;
use domain::parse::{Name, ParseError};
use domain::policy::{Action, Noun};
use domain::stage::{Stage, StageKey, StageKind};
use domain::user::Actor;
use domain::{AppError, FieldErrors};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, QueryOrder, QuerySelect};
use store::table::{client, client_assignment, opportunity, opportunity_stage_change, opportunity_team_member};
use store::{Access, DbError, Handle, Write};

/// Makes the deal.
///
/// # Errors
/// No right to create deals; a client that is not theirs; every field that is wrong, with what was typed. Where the
/// client is not known, or has an open deal of this name, the error says so once more under `new_client` or `anyway`,
/// which the form then offers.
pub async fn create(access: &Access, draft: DealDraft) -> Result<OpportunityId, DbError> {
    access.require(Action::Create, Noun::Deal)?;
    let me = access.actor()?.clone();
    access
        .write(move |write| {
            Box::pin(async move {
                // A form that is sent twice at once makes one deal: the second sees what the first has made.
                write.serialise().await?;
                let mut errors = typed(&draft);
                let whose = whose(write, &draft, &mut errors).await?;
                let currency = errors.keep("currency", currency(&draft, whose.as_ref()));
                let stages = stages(write).await?;
                let new = NewDeal::parse(&draft, currency, &stages, &mut errors);
                let (Some(whose), Some(new), []) = (whose, new, errors.faults.as_slice()) else {
                    return Err(AppError::Invalid(errors).into());
                };
                if let Whose::Known(client) = &whose
                    && draft.anyway != "true"
                {
                    no_namesake(write, client.id, &new.name, errors).await?;
                }
                let client = match whose {
                    Whose::Known(client) => client.id,
                    Whose::New(client) => clients::db::found(write, client).await?.id,
                };
                insert(write, client, new, &stages, &me).await
            })
        })
        .await
}

/// What was typed, to draw the form anew.
fn typed(draft: &DealDraft) -> FieldErrors {
    FieldErrors::default()
        .typed("client", &draft.client)
        .typed("client_name", &draft.client_name)
        .typed("new_client", &draft.new_client)
        .typed("name", &draft.name)
        .typed("value", &draft.value)
        .typed("currency", &draft.currency)
        .typed("close", &draft.close)
        .typed("source", &draft.source)
        .typed("kind", &draft.kind)
        .typed("stage", &draft.stage)
        .typed("anyway", &draft.anyway)
}

/// With whom.
enum Whose {
    /// One that the person may make deals for.
    Known(Box<client::Model>),
    /// One that is not there yet.
    New(NewClient),
}

/// The client that was chosen, or else the one of this name, or else a new one if that was asked for.
async fn whose(write: &Write, draft: &DealDraft, errors: &mut FieldErrors) -> Result<Option<Whose>, DbError> {
    match choose::meant(write, &draft.client, &draft.client_name).await? {
        Meant::One(client) => Ok(Some(Whose::Known(client))),
        Meant::NoName(error) => {
            errors.add("client_name", error.to_string());
            Ok(None)
        }
        Meant::Several => {
            errors.add("client_name", "Several of your clients are called that. Open the one that you mean, and choose “New deal” there.");
            Ok(None)
        }
        Meant::Nobody(name) if draft.new_client == "true" => {
            // What is wrong with the currency is said at the deal's own field.
            let currency = Currency::parse(&draft.currency).unwrap_or(Currency::USD);
            let new = NewClient::parse(name.as_str(), "", "", currency.code());
            Ok(errors.keep("client_name", new).map(Whose::New))
        }
        Meant::Nobody(_) => {
            errors.add("client_name", "None of your clients is called that. Choose one of them, or add this one.");
            errors.add("new_client", "It is added together with the deal.");
            Ok(None)
        }
    }
}

/// The currency that was chosen, or else the client's own.
fn currency(draft: &DealDraft, whose: Option<&Whose>) -> Result<Currency, ParseError> {
    match (draft.currency.trim(), whose) {
        ("", Some(Whose::Known(client))) => Ok(Currency::parse(&client.currency).unwrap_or(Currency::USD)),
        ("", _) => Ok(Currency::USD),
        (code, _) => Currency::parse(code),
    }
}

/// What is asked of a new deal.
struct NewDeal {
    name: Name,
    value: Money,
    close: Option<NaiveDate>,
    source: OpportunitySource,
    kind: Option<OpportunityType>,
    stage: StageKey,
}

impl NewDeal {
    /// Reads the form; whatever is wrong is noted.
    fn parse(draft: &DealDraft, currency: Option<Currency>, stages: &[Stage], errors: &mut FieldErrors) -> Option<Self> {
        let name = errors.keep("name", Name::parse(&draft.name));
        // With an unknown currency, an amount can still be told from what is none.
        let units = currency.unwrap_or(Currency::USD);
        let value = match draft.value.trim() {
            "" => Some(Money::new(0, units)),
            text => errors.keep("value", Money::parse(text, units)),
        };
        let close = errors.keep("close", given(&draft.close, parse_date));
        let source = errors.keep("source", given(&draft.source, str::parse::<OpportunitySource>));
        let kind = errors.keep("kind", given(&draft.kind, str::parse::<OpportunityType>));
        let stage = errors.keep("stage", first_stage(&draft.stage, stages));
        let source = source.map(|source| source.unwrap_or(OpportunitySource::Inbound));
        Some(Self { name: name?, value: value?, close: close?, source: source?, kind: kind?, stage: stage? })
    }
}

/// Nothing typed is nothing said.
fn given<T>(text: &str, read: impl FnOnce(&str) -> Result<T, ParseError>) -> Result<Option<T>, ParseError> {
    if text.trim().is_empty() { Ok(None) } else { read(text).map(Some) }
}

/// The open stage that was asked for, or the first one.
fn first_stage(asked: &str, stages: &[Stage]) -> Result<StageKey, ParseError> {
    let mut open = stages.iter().filter(|stage| stage.kind == StageKind::Open);
    let asked = asked.trim();
    let stage = if asked.is_empty() { open.next() } else { open.find(|stage| stage.key.as_str() == asked) };
    stage.map(|stage| stage.key.clone()).ok_or_else(|| {
        let names: Vec<&str> = stages.iter().filter(|stage| stage.kind == StageKind::Open).map(|stage| stage.name.as_str()).collect();
        ParseError::new(format!("is none that a deal can begin in; choose one of: {}", names.join(", ")))
    })
}

/// Stops a second open deal of the same name, unless it is meant.
async fn no_namesake(write: &Write, client: ClientId, name: &Name, mut errors: FieldErrors) -> Result<(), DbError> {
    let same = write
        .find::<opportunity::Entity>()
        .filter(opportunity::Column::ClientId.eq(client))
        .filter(opportunity::Column::NameKey.eq(store::name_key(name.as_str())))
        .filter(opportunity::Column::Outcome.is_null())
        .shape(|query| query.order_by_asc(opportunity::Column::Id).limit(1));
    let Some(other) = same.one(write).await? else { return Ok(()) };
    errors.add("name", "is the name of an open deal of this client");
    errors.add("anyway", "Both stay open side by side.");
    Err(AppError::Invalid(errors.typed("existing", &other.id.to_string())).into())
}

async fn insert(write: &mut Write, client: ClientId, new: NewDeal, stages: &[Stage], actor: &Actor) -> Result<OpportunityId, DbError> {
    let me = actor.id;
    let id = store::id::fresh::<OpportunityId>();
    let kind = match new.kind {
        Some(kind) => kind,
        None if won_from(write, &[client]).await?.is_empty() => OpportunityType::New,
        None => OpportunityType::Expansion,
    };
    let row = opportunity::ActiveModel {
        id: Set(id),
        client_id: Set(client),
        name: Set(new.name.into_inner()),
        kind: Set(kind),
        source: Set(new.source),
        stage: Set(new.stage.clone()),
        value: Set(new.value.minor),
        currency: Set(new.value.currency.code().to_owned()),
        expected_close_date: Set(new.close),
        // On top, where whoever made it looks for it.
        rank: Set(Some(rank_at(write, &new.stage, Place::Top, id).await?)),
        created_by: Set(me),
        ..Default::default()
    };
    let deal = write.insert::<opportunity::Entity>(row).await?;
    write.about(client);
    let (override_reason, gaps) = opened_late(write, actor, &deal, stages).await?.unzip();
    let step = opportunity_stage_change::ActiveModel {
        id: Set(store::id::fresh::<StageChangeId>()),
        opportunity_id: Set(id),
        from_stage: Set(None),
        to_stage: Set(new.stage),
        changed_by: Set(me),
        changed_at: Set(store::id::now()),
        override_reason: Set(override_reason),
        gaps: Set(gaps),
        ..Default::default()
    };
    write.insert::<opportunity_stage_change::Entity>(step).await?;
    if !on_account_team(write, client, me).await? {
        let member = opportunity_team_member::ActiveModel { user_id: Set(me), opportunity_id: Set(id), ..Default::default() };
        write.insert::<opportunity_team_member::Entity>(member).await?;
    }
    Ok(id)
}

/// A deal that begins in a later stage has passed those before it: what it lacks of what they ask is kept as of a move, with
/// the reason. Where they let nobody pass without it, it begins earlier.
async fn opened_late(write: &Write, me: &Actor, deal: &opportunity::Model, stages: &[Stage]) -> Result<Option<(String, String)>, DbError> {
    let first = stages.iter().find(|stage| stage.kind == StageKind::Open);
    let Some((first, stage)) = first.zip(stages.iter().find(|stage| stage.key == deal.stage)) else { return Ok(None) };
    let Some(lack) = lack(write, me, deal, stages, first, stage).await? else { return Ok(None) };
    if !lack.may {
        let words = format!(
            "lets no deal in that lacks “{}”; begin it in an earlier stage",
            lack.gaps.first().map(|gap| gap.label.as_str()).unwrap_or_default()
        );
        return Err(AppError::field("stage", words).into());
    }
    Ok(Some((format!("Opened in {}.", stage.name), labels(lack.gaps))))
}

async fn on_account_team(write: &Write, client: ClientId, me: UserId) -> Result<bool, DbError> {
    let mine = write
        .find::<client_assignment::Entity>()
        .filter(client_assignment::Column::ClientId.eq(client))
        .filter(client_assignment::Column::UserId.eq(me));
    Ok(mine.count(write).await? > 0)
}
