//! Starting over with a whole pipeline, as long as no deal is there to be lost.

use super::{criteria::asking, line::Line, remove::lose};
use domain::AppError;
use domain::id::CriterionId;
use domain::pipeline::{StageTemplate, TemplateStage};
use domain::policy::{Action, Noun};
use domain::stage::{StageKey, StageKind, StageOverride};
use sea_orm::ActiveValue::Set;
use sea_orm::ColumnTrait;
use store::table::{deal_stage, opportunity, stage_criterion};
use store::{Access, DbError, Handle, Write};

/// Replaces the open stages by a template's. Won and lost stay as they are.
///
/// # Errors
/// A deal exists, or no right.
pub async fn choose(access: &Access, template: StageTemplate) -> Result<(), DbError> {
    access.require(Action::Create, Noun::Stage)?;
    access
        .write(move |write| {
            Box::pin(async move {
                let mut line = Line::take(write).await?;
                if write.find::<opportunity::Entity>().count(write).await? > 0 {
                    let words = "Deals exist by now, so their stages cannot be replaced as a whole. Change them one by one.";
                    return Err(AppError::field("template", words).into());
                }
                // Retired ones too: without a deal there is no history that could name them.
                let open = deal_stage::Column::Kind.eq(StageKind::Open);
                for row in write.find::<deal_stage::Entity>().filter(open).all(write).await? {
                    lose(write, row).await?;
                }
                line.open = Vec::new();
                for (position, stage) in (1..).zip(template.stages()) {
                    line.open.push(add(write, position, stage).await?);
                }
                line.write_places(write).await
            })
        })
        .await
}

async fn add(write: &mut Write, position: i32, stage: TemplateStage) -> Result<deal_stage::Model, DbError> {
    let key = StageKey::parse(stage.key).map_err(|error| AppError::field("template", error.to_string()))?;
    let row = deal_stage::ActiveModel {
        key: Set(key.clone()),
        name: Set(stage.name.to_owned()),
        kind: Set(StageKind::Open),
        position: Set(position),
        probability: Set(stage.probability),
        exit_criteria: Set(stage.exit_criteria.to_owned()),
        gate: Set(stage.gate),
        rot_days: Set(Some(stage.rot_days)),
        hue: Set(stage.hue),
        guidance: Set(stage.guidance.to_owned()),
        override_by: Set(StageOverride::Lead),
        retired: Set(false),
        version: Set(1),
    };
    let made = write.insert::<deal_stage::Entity>(row).await?;
    for (position, (label, check)) in (1..).zip(stage.criteria) {
        let id = store::id::fresh::<CriterionId>();
        let (stage, position) = (Set(key.clone()), Set(position));
        let row = stage_criterion::ActiveModel { id: Set(id), stage, position, version: Set(1), ..asking(label.to_owned(), check) };
        write.insert::<stage_criterion::Entity>(row).await?;
    }
    Ok(made)
}
