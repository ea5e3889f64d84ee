//! Which pages a row concerns: every table that the audit log speaks of, once.

use domain::live::Kind;
use domain::policy::Noun;

/// A column, and what it names.
pub(crate) type Link = (&'static str, Kind);

/// What a row of a table is to the pages that show it.
pub(crate) struct Concern {
    pub(crate) table: &'static str,
    /// The columns of its key, in the order in which the log writes them.
    pub(crate) key: &'static [&'static str],
    /// What the row itself is, where pages are about such rows. Any other row is a part of what its first link names:
    /// who may not see that hears nothing of the row.
    pub(crate) itself: Option<Kind>,
    /// What else shows it.
    pub(crate) links: &'static [Link],
    /// Columns that name people who see it by that. Who is no longer named may have lost sight of it.
    pub(crate) people: &'static [&'static str],
    /// The same, where being named also gives sight of much else.
    pub(crate) grants: &'static [&'static str],
    /// Much goes with it when it is removed, and who could see that can no longer be asked.
    pub(crate) takes_along: bool,
}

/// Rows elsewhere that say what else shows a thing of this kind.
pub(crate) struct Through {
    pub(crate) kind: Kind,
    pub(crate) table: &'static str,
    /// The column that names the thing.
    pub(crate) back: &'static str,
    pub(crate) links: &'static [Link],
    /// Whoever sees what it links to sees the thing by that.
    pub(crate) gives_sight: bool,
}

const PLAIN: Concern = Concern { table: "", key: &["id"], itself: None, links: &[], people: &[], grants: &[], takes_along: false };

const fn thing(itself: Kind, links: &'static [Link]) -> Concern {
    Concern { table: itself.as_str(), itself: Some(itself), links, ..PLAIN }
}

const fn part(table: &'static str, key: &'static [&'static str], links: &'static [Link]) -> Concern {
    Concern { table, key, links, ..PLAIN }
}

pub(crate) const CONCERNS: &[Concern] = &[
    Concern { takes_along: true, ..thing(Kind::Client, &[]) },
    Concern { grants: &["user_id"], ..part("client_assignment", &["user_id", "client_id"], &[("client_id", Kind::Client)]) },
    thing(Kind::Stakeholder, &[("client_id", Kind::Client)]),
    part("stakeholder_meddpicc_role", &["stakeholder_id", "meddpicc_role"], &[("stakeholder_id", Kind::Stakeholder)]),
    part("stakeholder_relationship_owner", &["stakeholder_id", "user_id"], &[("stakeholder_id", Kind::Stakeholder)]),
    Concern { takes_along: true, ..thing(Kind::Opportunity, &[("client_id", Kind::Client)]) },
    part("opportunity_stage_change", &["id"], &[("opportunity_id", Kind::Opportunity)]),
    part("criterion_tick", &["opportunity_id", "criterion_id"], &[("opportunity_id", Kind::Opportunity)]),
    Concern {
        grants: &["user_id"],
        ..part("opportunity_team_member", &["user_id", "opportunity_id"], &[("opportunity_id", Kind::Opportunity)])
    },
    part(
        "opportunity_stakeholder",
        &["stakeholder_id", "opportunity_id"],
        &[("opportunity_id", Kind::Opportunity), ("stakeholder_id", Kind::Stakeholder)],
    ),
    Concern { takes_along: true, ..thing(Kind::Competitor, &[]) },
    part(
        "competitor_mention",
        &["competitor_id", "opportunity_id"],
        &[("opportunity_id", Kind::Opportunity), ("competitor_id", Kind::Competitor)],
    ),
    thing(Kind::Activity, &[("client_id", Kind::Client), ("opportunity_id", Kind::Opportunity), ("project_id", Kind::Project)]),
    part(
        "activity_stakeholder",
        &["activity_id", "stakeholder_id"],
        &[("activity_id", Kind::Activity), ("stakeholder_id", Kind::Stakeholder)],
    ),
    Concern { takes_along: true, ..thing(Kind::Project, &[("client_id", Kind::Client), ("opportunity_id", Kind::Opportunity)]) },
    part("phase", &["id"], &[("project_id", Kind::Project)]),
    Concern {
        people: &["assigned_to", "created_by"],
        ..thing(Kind::Task, &[("project_id", Kind::Project), ("parent_task_id", Kind::Task)])
    },
    part("task_dependency", &["predecessor_id", "successor_id"], &[("successor_id", Kind::Task), ("predecessor_id", Kind::Task)]),
    part(
        "task_entity",
        &["id"],
        &[
            ("task_id", Kind::Task),
            ("client_id", Kind::Client),
            ("opportunity_id", Kind::Opportunity),
            ("stakeholder_id", Kind::Stakeholder),
        ],
    ),
    Concern {
        people: &["user_id"],
        ..thing(Kind::TimeEntry, &[("project_id", Kind::Project), ("task_id", Kind::Task), ("invoice_id", Kind::Invoice)])
    },
    thing(Kind::Invoice, &[("client_id", Kind::Client)]),
    part("invoice_line", &["id"], &[("invoice_id", Kind::Invoice)]),
    part("invoice_project", &["invoice_id", "project_id"], &[("invoice_id", Kind::Invoice), ("project_id", Kind::Project)]),
    thing(Kind::ClientPortalAccess, &[("client_id", Kind::Client)]),
    part("client_portal_section", &["access_id", "section"], &[("access_id", Kind::ClientPortalAccess)]),
    Concern { key: &["key"], ..thing(Kind::DealStage, &[]) },
    part("stage_criterion", &["id"], &[("stage", Kind::DealStage)]),
    // What forms choose from: asked for when a form opens.
    part("loss_reason", &["id"], &[]),
    part("phase_template", &["id"], &[]),
    part("phase_template_phase", &["id"], &[]),
    Concern { grants: &["id"], ..thing(Kind::User, &[]) },
    thing(Kind::Session, &[]),
    Concern { key: &["key"], ..thing(Kind::Setting, &[]) },
    thing(Kind::ImportRun, &[]),
    part("import_change", &["id"], &[("run_id", Kind::ImportRun)]),
    // What other systems call our rows; no page shows it.
    part("external_ref", &["source", "resource_type", "external_key"], &[]),
];

/// A step of a sale stands on the deal's page, a call on those of the people in it.
pub(crate) const THROUGH: &[Through] = &[
    Through {
        kind: Kind::Task,
        table: "task_entity",
        back: "task_id",
        links: &[("client_id", Kind::Client), ("opportunity_id", Kind::Opportunity), ("stakeholder_id", Kind::Stakeholder)],
        gives_sight: true,
    },
    Through {
        kind: Kind::Activity,
        table: "activity_stakeholder",
        back: "activity_id",
        links: &[("stakeholder_id", Kind::Stakeholder)],
        gives_sight: false,
    },
];

/// Of a person, what colleagues are shown; of all else that changes about them, they alone hear, and the admin.
pub(crate) const SHOWN_TO_COLLEAGUES: &[&str] = &["name", "job_title", "avatar_url"];

/// What is known of a table; nothing of what is no table, such as the master key.
pub(crate) fn of_table(table: &str) -> Option<&'static Concern> {
    CONCERNS.iter().find(|concern| concern.table == table)
}

/// What is known of such things.
pub(crate) fn of_kind(kind: Kind) -> Option<&'static Concern> {
    CONCERNS.iter().find(|concern| concern.itself == Some(kind))
}

/// What the policy calls it.
pub(crate) const fn noun(kind: Kind) -> Noun {
    match kind {
        Kind::Client => Noun::Client,
        Kind::Stakeholder => Noun::Stakeholder,
        Kind::Opportunity => Noun::Deal,
        Kind::Activity => Noun::Activity,
        Kind::Project => Noun::Project,
        Kind::Task => Noun::Task,
        Kind::TimeEntry => Noun::TimeEntry,
        Kind::Invoice => Noun::Invoice,
        Kind::ClientPortalAccess => Noun::PortalAccess,
        Kind::Competitor => Noun::Competitor,
        Kind::DealStage => Noun::Stage,
        Kind::User => Noun::User,
        Kind::Session => Noun::Session,
        Kind::Setting => Noun::Setting,
        Kind::ImportRun => Noun::Import,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::column_name;
    use crate::scope::InScope;
    use crate::table::*;
    use sea_orm::{EntityTrait, Iterable, PrimaryKeyToColumn, RelationTrait};
    use std::collections::BTreeSet;

    /// What is wrong with what is said of a table.
    fn faults<E: InScope>() -> Vec<String> {
        let table = E::default().table_name().to_owned();
        let Some(concern) = of_table(&table) else { return vec![format!("{table} is missing")] };
        let mut faults = Vec::new();
        let key: Vec<String> = E::PrimaryKey::iter().map(|key| column_name::<E>(&key.into_column())).collect();
        if key != concern.key {
            faults.push(format!("{table}: its key is {key:?}"));
        }
        let columns: BTreeSet<String> = E::Column::iter().map(|column| column_name::<E>(&column)).collect();
        let named = concern.links.iter().map(|(column, _)| *column).chain(concern.people.iter().chain(concern.grants).copied());
        faults.extend(named.filter(|column| !columns.contains(*column)).map(|column| format!("{table} has no {column}")));
        for (column, kind) in concern.links {
            let there = E::Relation::iter().map(|relation| relation.def()).any(|relation| {
                relation.to_tbl.sea_orm_table().to_string() == kind.as_str()
                    && relation.from_col.clone().into_iter().next().is_some_and(|from| from.to_string() == *column)
            });
            // Of two columns that name the same table, an entity has one for its relation.
            if !there && ![("task", "parent_task_id"), ("task_dependency", "predecessor_id")].contains(&(table.as_str(), *column)) {
                faults.push(format!("{table}.{column} does not name a {kind}"));
            }
        }
        // Whoever may not see the whole hears nothing of the part: the first link is the one that the scope goes by.
        if let Some(parent) = E::parent().filter(|_| E::PART) {
            let first = concern.links.first().map(|(column, _)| *column);
            if concern.itself.is_none() && first != Some(column_name::<E>(&parent).as_str()) {
                faults.push(format!("{table}: its scope goes by {}", column_name::<E>(&parent)));
            }
        }
        if concern.itself.is_some_and(|kind| noun(kind) != E::NOUN) {
            faults.push(format!("{table} is a {} to the policy", E::NOUN));
        }
        faults
    }

    macro_rules! faults_of {
        ($($table:ident)+) => { [$(faults::<$table::Entity>()),+].concat() };
    }

    #[test]
    fn every_table_that_the_log_speaks_of_says_which_pages_it_concerns() {
        let found = faults_of! {
            activity activity_stakeholder client client_assignment client_portal_access client_portal_section competitor competitor_mention
            criterion_tick deal_stage external_ref import_change import_run invoice invoice_line invoice_project loss_reason opportunity
            opportunity_stage_change opportunity_stakeholder opportunity_team_member phase phase_template phase_template_phase project
            session setting stage_criterion stakeholder stakeholder_meddpicc_role
            stakeholder_relationship_owner task task_dependency task_entity time_entry user
        };
        assert_eq!(found, Vec::<String>::new());
        let known: BTreeSet<&str> = CONCERNS.iter().map(|concern| concern.table).collect();
        let audited: BTreeSet<&str> = crate::row::AUDITED.iter().copied().collect();
        assert_eq!(known, audited, "every table that a write may change, and no other");
        assert_eq!(known.len(), CONCERNS.len(), "no table stands here twice");
        for kind in Kind::ALL {
            assert_eq!(of_kind(*kind).map(|concern| concern.table), Some(kind.as_str()));
        }
    }

    /// A table that names a client's things shows on their pages, or somebody has decided otherwise.
    #[test]
    fn every_link_to_a_page_is_followed_or_left_out_on_purpose() {
        fn left_out<E: EntityTrait>() -> Vec<String> {
            let table = E::default().table_name().to_owned();
            let links = of_table(&table).map(|concern| concern.links).unwrap_or_default();
            let relations = E::Relation::iter().map(|relation| relation.def());
            let found = relations.filter_map(|relation| {
                let from = relation.from_col.clone().into_iter().next()?.to_string();
                let to: Kind = relation.to_tbl.sea_orm_table().to_string().parse().ok()?;
                (!links.contains(&(from.as_str(), to))).then(|| format!("{table}.{from}"))
            });
            found.collect()
        }
        macro_rules! left_out_of {
            ($($table:ident)+) => { [$(left_out::<$table::Entity>()),+].concat() };
        }
        let found: BTreeSet<String> = left_out_of! {
            activity activity_stakeholder client client_assignment client_portal_access client_portal_section competitor competitor_mention
            criterion_tick deal_stage external_ref import_change import_run invoice invoice_line invoice_project loss_reason opportunity
            opportunity_stage_change opportunity_stakeholder opportunity_team_member phase phase_template phase_template_phase project
            session setting stage_criterion stakeholder stakeholder_meddpicc_role
            stakeholder_relationship_owner task task_dependency task_entity time_entry user
        }
        .into_iter()
        .collect();
        // People by whom a row was written; the stage in which a deal stands; whose portal an outside user sees; what the
        // first link of the same row leads to anyway.
        let reviewed = [
            "activity.created_by",
            "client_assignment.user_id",
            "client_portal_access.created_by",
            "criterion_tick.ticked_by",
            "import_run.started_by",
            "invoice.recipient_stakeholder_id",
            "invoice_line.task_id",
            "opportunity.created_by",
            "opportunity.stage",
            "opportunity_stage_change.changed_by",
            "opportunity_team_member.user_id",
            "session.user_id",
            "setting.updated_by",
            "stakeholder_relationship_owner.user_id",
            "task.assigned_to",
            "task_entity.user_id",
            "time_entry.user_id",
            "user.client_id",
        ];
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), reviewed);
    }
}
