//! People of the account team, and who leads whom.

use crate::desk::Desk;
use crate::error::ImportError;
use crate::mapping::{Entity, FileMap};
use crate::report::Rejection;
use crate::sheet::Line;
use domain::id::UserId;
use domain::parse::{Email, Name};
use domain::user::UserRole;
use sea_orm::{ActiveValue::Set, ColumnTrait};
use std::collections::HashSet;
use store::Handle;
use store::table::user;

/// A hash that is well formed and that no password has: a sign-in is refused like any other wrong one. An admin sets
/// the first password.
const NO_PASSWORD: &str = "$argon2id$v=19$m=19456,t=2,p=1$aW1wb3J0ZWQgcGVyc29u$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

struct Person {
    name: String,
    email: String,
    job_title: Option<String>,
    lead: Option<(String, String)>,
}

impl Desk<'_> {
    /// Makes the people who are not there yet.
    pub(crate) async fn users(&mut self, lines: &[Line]) -> Result<(), ImportError> {
        let mut people = Vec::with_capacity(lines.len());
        for line in lines {
            match self.person(line) {
                Ok(person) => people.push(person),
                Err(rejection) => self.reject(rejection),
            }
        }
        let emails = people.iter().flat_map(|person| [Some(&person.email), person.lead.as_ref().map(|(_, email)| email)]);
        let emails: HashSet<String> = emails.flatten().cloned().collect();
        self.find_people(emails).await?;
        self.make_people(&people).await?;
        for person in people {
            let Some(id) = self.book.emails.get(&person.email).copied() else { continue };
            self.book.people.insert(person.name.to_lowercase(), id);
            let mut new = self.book.made_people.remove(&id);
            if let Some((name, email)) = person.lead
                && let Some(lead) = self.book.emails.get(&email).copied()
            {
                self.book.people.insert(name.to_lowercase(), lead);
                self.book.leads.insert(id, lead);
                new |= self.book.made_people.remove(&lead);
            }
            if new { self.report.new += 1 } else { self.report.unchanged += 1 }
        }
        Ok(())
    }

    /// Ids of people who are not known yet, by the address that their name makes.
    pub(crate) async fn find_agents(&mut self, names: impl Iterator<Item = String>) -> Result<(), ImportError> {
        let unknown: HashSet<String> = names.filter(|name| !self.book.people.contains_key(&name.to_lowercase())).collect();
        let domain = email_domain(self.book.part(Entity::User)).to_owned();
        let addresses: Vec<(String, String)> = unknown.into_iter().map(|name| (address(&name, &domain), name.to_lowercase())).collect();
        self.find_people(addresses.iter().map(|(email, _)| email.clone()).collect()).await?;
        for (email, name) in addresses {
            if let Some(id) = self.book.emails.get(&email) {
                self.book.people.insert(name, *id);
            }
        }
        Ok(())
    }

    async fn find_people(&mut self, mut emails: HashSet<String>) -> Result<(), ImportError> {
        emails.retain(|email| !self.book.emails.contains_key(email));
        if emails.is_empty() {
            return Ok(());
        }
        // A person of a client's portal has no part in an account team.
        let found =
            self.write.find::<user::Entity>().filter(user::Column::Email.is_in(emails)).filter(user::Column::Role.ne(UserRole::Client));
        let found = found.all(self.write).await?;
        self.book.emails.extend(found.into_iter().map(|user| (user.email, user.id)));
        Ok(())
    }

    async fn make_people(&mut self, people: &[Person]) -> Result<(), ImportError> {
        let title = |key: &str, otherwise: &str| self.map.default_of(key).unwrap_or(otherwise).to_owned();
        let (title, lead_title) = (title("job_title", "Consultant"), title("lead_job_title", "Lead"));
        let role = self.map.default_of("role").and_then(|role| role.parse().ok()).unwrap_or(UserRole::Consultant);
        let mut new = Vec::new();
        let own: HashSet<&str> = people.iter().map(|person| person.email.as_str()).collect();
        for person in people {
            let title = person.job_title.clone().unwrap_or_else(|| title.clone());
            let agent = Some((person.name.clone(), person.email.clone(), title, false));
            // Who has a row of their own gets the title of that.
            let lead = person.lead.clone().filter(|(_, email)| !own.contains(email.as_str()));
            for (name, email, job_title, lead) in agent.into_iter().chain(lead.map(|(name, email)| (name, email, lead_title.clone(), true)))
            {
                if self.book.emails.contains_key(&email) {
                    continue;
                }
                let id = store::id::fresh::<UserId>();
                self.sums.leads += u64::from(lead);
                self.book.emails.insert(email.clone(), id);
                self.book.made_people.insert(id);
                new.push(user::ActiveModel {
                    id: Set(id),
                    email: Set(email),
                    name: Set(name),
                    role: Set(role),
                    job_title: Set(job_title),
                    password_hash: Set(NO_PASSWORD.to_owned()),
                    active: Set(true),
                    ..Default::default()
                });
            }
        }
        let taken = "an address that the mapping makes is a portal user's; choose another email_domain";
        let made = self.write.insert_all::<user::Entity>(new).await.map_err(|error| error.on_unique("email", taken))?;
        for person in &made {
            self.book.ledger.created::<user::Entity>(person);
        }
        self.sums.people += made.len() as u64;
        Ok(())
    }

    /// Says how many people were made.
    pub(crate) fn note_people(&mut self) {
        if self.sums.people > 0 {
            let [people, leads] = [self.sums.people, self.sums.leads].map(crate::report::grouped);
            let note =
                format!("{people} people were made, {leads} of them only named as leads; none can sign in before an admin sets a password");
            self.report.notes.push(note);
        }
    }

    fn person(&mut self, line: &Line) -> Result<Person, Rejection> {
        let row = self.row(line);
        row.need("name")?;
        let domain = email_domain(Some(&self.map));
        let name = row.parse("name", Name::parse)?.map(Name::into_inner).unwrap_or_default();
        let email = match row.parse("email", Email::parse)? {
            Some(email) => email,
            None => Email::parse(&address(&name, domain)).map_err(|_| no_address(&row, "name"))?,
        };
        let lead = row.parse("lead", Name::parse)?.map(Name::into_inner);
        let lead = lead.map(|lead| Email::parse(&address(&lead, domain)).map(|email| (lead, email.into_inner()))).transpose();
        let lead = lead.map_err(|_| no_address(&row, "lead"))?;
        let job_title = row.parse("job_title", domain::parse::short_text)?.flatten();
        let person = Person { name, email: email.into_inner(), job_title, lead };
        self.once(line, "name", &person.email)?;
        Ok(person)
    }
}

fn no_address(row: &crate::row::Row<'_>, field: &str) -> Rejection {
    row.fault(field, "makes no e-mail address", "write a name with letters in it")
}

fn email_domain(map: Option<&FileMap>) -> &str {
    map.and_then(|map| map.default_of("email_domain")).unwrap_or("imported.example")
}

/// `Moses Frase` → `moses.frase@…`: letters and digits as they are, everything else a dot.
fn address(name: &str, domain: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric() && c != '-').map(|word| word.trim_matches('-')).filter(|word| !word.is_empty());
    format!("{}@{domain}", words.collect::<Vec<_>>().join("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_makes_an_address() {
        for (name, local) in [
            ("Moses Frase", "moses.frase"),
            ("Mei-Mei  Johns", "mei-mei.johns"),
            ("=Ada O'Hara", "ada.o.hara"),
            ("José Núñez", "josé.núñez"),
        ] {
            assert_eq!(address(name, "x.example"), format!("{local}@x.example"));
        }
        assert!(Email::parse(&address("???", "x.example")).is_err());
    }

    #[test]
    fn an_imported_person_has_a_well_formed_hash_and_no_password() {
        use argon2::password_hash::PasswordVerifier;
        use argon2::password_hash::phc::PasswordHash;
        let hash = PasswordHash::new(NO_PASSWORD).ok();
        assert!(hash.as_ref().is_some_and(|hash| hash.hash.is_some_and(|output| output.as_ref().len() == 32)));
        for guess in ["", "!", "imported person"] {
            let verified = hash.as_ref().map(|hash| argon2::Argon2::default().verify_password(guess.as_bytes(), hash));
            assert!(matches!(verified, Some(Err(argon2::password_hash::Error::PasswordInvalid))), "{verified:?}");
        }
    }
}
