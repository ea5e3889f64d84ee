//! What was asked for, in words: for paper and messages, which have no filters to look at.

use crate::types::DealFilter;
use domain::money::group;
use domain::stage::Stage;
use store::table::{client, competitor};
use store::{DbError, Handle, Read};

/// Each part of a filter in words. What the person may not see has no name here either.
pub(super) async fn words(read: &Read, filter: &DealFilter, stages: &[Stage]) -> Result<Vec<String>, DbError> {
    let mut words = Vec::new();
    let mut say = |said: String| words.push(said);
    if !filter.text.trim().is_empty() {
        say(format!("“{}”", filter.text.trim()));
    }
    for (holds, name) in [(filter.mine, "Mine"), (filter.closing, "Closing this quarter"), (filter.stale, "Too long in stage")] {
        if holds {
            say(name.to_owned());
        }
    }
    if !filter.stage.is_empty() {
        let stage = stages.iter().find(|stage| stage.key.as_str() == filter.stage);
        say(format!("Stage {}", stage.map_or(filter.stage.as_str(), |stage| &stage.name)));
    }
    if let Some(ahead) = filter.ahead {
        say(ahead.label().to_owned());
    }
    if let Some(letter) = filter.letter {
        say(format!("{} unknown", letter.label()));
    }
    if let Some(units) = filter.at_least {
        say(format!("Worth at least {}", group(&units.to_string())));
    }
    if let Some(id) = filter.client {
        let client = read.find::<client::Entity>().by_id(id).one(read).await?;
        say(client.map_or_else(|| "One client".to_owned(), |client| client.name));
    }
    if let Some(id) = filter.who {
        let person = firm::db::people(read, [id]).await?.remove(&id);
        say(person.map_or_else(|| "One person’s".to_owned(), |person| format!("{}’s", person.name)));
    }
    if let Some(id) = filter.competitor {
        let rival = read.find::<competitor::Entity>().by_id(id).one(read).await?;
        say(rival.map_or_else(|| "Against one competitor".to_owned(), |rival| format!("Against {}", rival.name)));
    }
    Ok(words)
}
