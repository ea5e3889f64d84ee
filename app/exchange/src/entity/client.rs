//! Clients, found again by their name.

use crate::book::Known;
use crate::desk::Desk;
use crate::error::ImportError;
use crate::ledger;
use crate::report::Rejection;
use crate::sheet::Line;
use domain::client::ClientStatus;
use domain::id::ClientId;
use domain::parse::{self, Name};
use sea_orm::{ActiveValue::Set, ColumnTrait};
use std::collections::{HashMap, HashSet};
use store::Handle;
use store::table::client;

struct Wanted {
    line: Line,
    name: String,
    industry: Option<String>,
    website: Option<String>,
    status: Option<ClientStatus>,
}

impl Desk<'_> {
    /// Makes the clients that are not there and changes those that differ.
    pub(crate) async fn clients(&mut self, lines: &[Line]) -> Result<(), ImportError> {
        let mut wanted = Vec::with_capacity(lines.len());
        for line in lines {
            match self.client(line) {
                Ok(client) => wanted.push(client),
                Err(rejection) => self.reject(rejection),
            }
        }
        let mut found = self.clients_called(wanted.iter().map(|client| client.name.clone()).collect()).await?;
        let (mut new, mut differ) = (Vec::new(), Vec::new());
        for client in wanted {
            let key = client.name.to_lowercase();
            match found.remove(&key).unwrap_or_default().as_slice() {
                [] => new.push(client),
                [only] => {
                    self.book.clients.insert(key, Known::One(only.id));
                    let change = client.difference(only);
                    if change == client::ActiveModel::default() { self.report.unchanged += 1 } else { differ.push((only.clone(), change)) }
                }
                _ => {
                    let rejection =
                        self.row(&client.line).fault("name", "is what several clients are called", "rename all but one of them");
                    self.reject(rejection);
                }
            }
        }
        self.report.new += new.len() as u64;
        let status = self.map.default_of("status").and_then(|status| status.parse().ok()).unwrap_or(ClientStatus::Prospect);
        let industry = self.map.default_of("industry").map(str::to_owned);
        let new = new
            .into_iter()
            .map(|client| (client.name, client.industry.or_else(|| industry.clone()), client.website, client.status.unwrap_or(status)));
        self.make_clients(new.collect()).await?;
        self.change_clients(differ).await
    }

    fn client(&mut self, line: &Line) -> Result<Wanted, Rejection> {
        let row = self.row(line);
        row.need("name")?;
        let name = row.parse("name", Name::parse)?.map(Name::into_inner).unwrap_or_default();
        let wanted = Wanted {
            line: line.clone(),
            industry: row.parse("industry", parse::short_text)?.flatten(),
            website: row.parse("website", parse::website)?.flatten(),
            status: row.parse("status", str::parse)?,
            name,
        };
        self.once(line, "name", &wanted.name.to_lowercase())?;
        Ok(wanted)
    }

    /// Clients by their names, whatever their case.
    async fn clients_called(&self, names: HashSet<String>) -> Result<HashMap<String, Vec<client::Model>>, ImportError> {
        let mut found: HashMap<String, Vec<client::Model>> = HashMap::new();
        if names.is_empty() {
            return Ok(found);
        }
        let keys = names.iter().map(|name| store::name_key(name));
        for client in self.write.find::<client::Entity>().filter(client::Column::NameKey.is_in(keys)).all(self.write).await? {
            found.entry(client.name.to_lowercase()).or_default().push(client);
        }
        Ok(found)
    }

    /// Learns which clients these names stand for.
    pub(crate) async fn find_clients(&mut self, names: impl Iterator<Item = String>) -> Result<(), ImportError> {
        let unknown: HashSet<String> = names.filter(|name| !self.book.clients.contains_key(&name.to_lowercase())).collect();
        for (name, clients) in self.clients_called(unknown).await? {
            let known = if let [only] = clients.as_slice() { Known::One(only.id) } else { Known::Several };
            self.book.clients.insert(name, known);
        }
        Ok(())
    }

    /// Makes clients: name, industry, website, status.
    pub(crate) async fn make_clients(
        &mut self,
        new: Vec<(String, Option<String>, Option<String>, ClientStatus)>,
    ) -> Result<(), ImportError> {
        let currency = self.book.mapping.currency.code().to_owned();
        let rows = new.into_iter().map(|(name, industry, website, status)| client::ActiveModel {
            id: Set(store::id::fresh::<ClientId>()),
            name: Set(name),
            industry: Set(industry),
            website: Set(website),
            status: Set(status),
            currency: Set(currency.clone()),
            ..Default::default()
        });
        for client in self.write.insert_all::<client::Entity>(rows.collect()).await? {
            self.book.ledger.created::<client::Entity>(&client);
            self.book.clients.insert(client.name.to_lowercase(), Known::One(client.id));
        }
        Ok(())
    }

    async fn change_clients(&mut self, differ: Vec<(client::Model, client::ActiveModel)>) -> Result<(), ImportError> {
        let versions: Vec<(String, i32)> = differ.iter().map(|(client, _)| (client.id.to_string(), client.version)).collect();
        let ours = ledger::changed_since(self.write, "client", &versions).await?;
        for (before, change) in differ {
            if ours.contains(&before.id.to_string()) {
                self.ours += 1;
                self.report.unchanged += 1;
                continue;
            }
            let after = self.write.update::<client::Entity>(&before, change).await?;
            self.book.ledger.updated::<client::Entity>(&before, &after);
            self.report.updated += 1;
        }
        Ok(())
    }
}

impl Wanted {
    /// What the file says otherwise. An empty cell says nothing.
    fn difference(&self, is: &client::Model) -> client::ActiveModel {
        let mut change = client::ActiveModel::default();
        if self.industry.is_some() && self.industry != is.industry {
            change.industry = Set(self.industry.clone());
        }
        if self.website.is_some() && self.website != is.website {
            change.website = Set(self.website.clone());
        }
        if let Some(status) = self.status.filter(|status| *status != is.status) {
            change.status = Set(status);
        }
        change
    }
}
