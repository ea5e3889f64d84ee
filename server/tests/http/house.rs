//! A seeded firm with its server: a database of its own, the demonstration people, and sessions without passwords.

use crate::browser::Browser;
use crate::program::{Program, site};
use chrono::{DateTime, Duration, Utc};
use domain::id::{ClientId, SessionId, UserId};
use domain::parse::NewPassword;
use domain::user::UserRole;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder};
use std::path::PathBuf;
use store::table::{client, opportunity, session, user};
use store::testing::TestDb;
use store::{Origin, Store};

/// Everybody's, as the seed command sets it.
pub(crate) const PASSWORD: &str = "throughline-demo";
static HASH: tokio::sync::OnceCell<String> = tokio::sync::OnceCell::const_new();

/// The firm.
pub(crate) struct House {
    pub(crate) db: TestDb,
    pub(crate) store: Store,
    place: tempfile::TempDir,
}

impl House {
    /// The demonstration firm, loaded.
    pub(crate) async fn seeded(db: TestDb) -> Self {
        Self::of_scale(db, 1).await
    }

    /// That many times the firm.
    pub(crate) async fn of_scale(db: TestDb, scale: u32) -> Self {
        let house = Self::empty(db).await;
        let hash = HASH.get_or_init(|| async { firm::db::hash_password(NewPassword::parse(PASSWORD).unwrap()).await.unwrap() }).await;
        let plan = seeds::Plan { scale, today: Utc::now().date_naive(), password_hash: hash.clone(), demo_sign_ins: true };
        seeds::load(&house.store, plan, |_| ()).await.unwrap();
        house
    }

    /// A migrated database in which nobody is.
    pub(crate) async fn empty(db: TestDb) -> Self {
        let place = tempfile::TempDir::with_prefix("throughline-http-").unwrap();
        site(&place.path().join("site"));
        let store = Store::open(db.url(), &place.path().join("throughline.key"), false).await.unwrap();
        Self { db, store, place }
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.place.path().to_owned()
    }

    pub(crate) async fn raw(&self) -> DatabaseConnection {
        self.db.raw().await
    }

    /// Where things are, for every command.
    pub(crate) fn options(&self) -> Vec<String> {
        vec!["--data".into(), self.place.path().display().to_string(), "--database-url".into(), self.db.url().to_owned()]
    }

    /// A server on this firm.
    pub(crate) async fn serve(&self, more: &[&str]) -> Program {
        let options = self.options();
        let site = self.place.path().join("site").display().to_string();
        let mut arguments: Vec<&str> = options.iter().map(String::as_str).collect();
        arguments.extend(["--site", &site]);
        arguments.extend(more);
        Program::serve(&arguments).await
    }

    /// A command on this firm's database.
    pub(crate) fn run(&self, command: &[&str], input: &str) -> std::process::Output {
        let options = self.options();
        let arguments: Vec<&str> = command.iter().copied().chain(options.iter().map(String::as_str)).collect();
        crate::program::run(&arguments, input)
    }

    /// One of the demonstration sign-ins: `admin`, `consultant`, `viewer`, `client`.
    pub(crate) async fn person(&self, name: &str) -> user::Model {
        let address = user::Column::Email.eq(format!("{name}@demo.test"));
        user::Entity::find().filter(address).one(&self.raw().await).await.unwrap().unwrap()
    }

    /// Somebody new with everybody's password.
    pub(crate) async fn hire(&self, name: &str, role: UserRole, active: bool) -> user::Model {
        let like = self.person("consultant").await;
        let row = user::ActiveModel {
            id: Set(store::id::fresh::<UserId>()),
            email: Set(format!("{name}@demo.test")),
            name: Set(format!("Test {name}")),
            role: Set(role),
            job_title: Set("Consultant".into()),
            password_hash: Set(like.password_hash),
            active: Set(active),
            created_at: Set(store::id::now()),
            version: Set(1),
            ..Default::default()
        };
        user::Entity::insert(row).exec_with_returning(&self.raw().await).await.unwrap()
    }

    /// A session that was opened from an address, and its token.
    pub(crate) async fn session_from(&self, user: UserId, ip: &str) -> (SessionId, String) {
        self.session_of(user, Some(ip), store::id::now(), None).await
    }

    /// A fresh session and its token.
    pub(crate) async fn session(&self, user: UserId) -> (SessionId, String) {
        self.session_of(user, None, store::id::now(), None).await
    }

    /// A session as old as this, perhaps ended.
    pub(crate) async fn session_of(
        &self,
        user: UserId,
        ip: Option<&str>,
        at: DateTime<Utc>,
        revoked: Option<DateTime<Utc>>,
    ) -> (SessionId, String) {
        let (id, token) = (store::id::fresh::<SessionId>(), store::token::fresh().unwrap());
        let row = session::ActiveModel {
            id: Set(id),
            user_id: Set(user),
            token_hash: Set(store::token::hash(&token)),
            created_at: Set(at),
            last_seen_at: Set(at),
            expires_at: Set(at + Duration::days(7)),
            ip_address: Set(ip.map(str::to_owned)),
            user_agent: Set(None),
            revoked_at: Set(revoked),
        };
        session::Entity::insert(row).exec_without_returning(&self.raw().await).await.unwrap();
        (id, token)
    }

    /// A browser in which a demonstration person is signed in.
    pub(crate) async fn browser(&self, program: &Program, name: &str) -> Browser {
        let (_, token) = self.session(self.person(name).await.id).await;
        Browser::holding(&program.base, &token)
    }

    /// A person's door to the store, past HTTP.
    pub(crate) fn access(&self, person: &user::Model) -> store::Access {
        let actor = domain::user::Actor { id: person.id, role: person.role, client_id: person.client_id };
        self.store.access(actor, Origin::default())
    }

    /// Some deal that is still open.
    pub(crate) async fn any_open_deal(&self) -> opportunity::Model {
        let open = opportunity::Entity::find().filter(opportunity::Column::Outcome.is_null()).order_by_asc(opportunity::Column::Id);
        open.one(&self.raw().await).await.unwrap().unwrap()
    }

    /// A client's version as it stands.
    pub(crate) async fn version_of_client(&self, id: ClientId) -> String {
        client::Entity::find_by_id(id).one(&self.raw().await).await.unwrap().unwrap().version.to_string()
    }
}

/// Takes a `PostgreSQL` database away under whoever uses it.
pub(crate) async fn drop_database(url: &str) {
    let (server, query) = url.split_once('?').map_or((url, ""), |(server, query)| (server, query));
    let (server, name) = server.rsplit_once('/').unwrap();
    let admin = sea_orm::Database::connect(format!("{server}/postgres?{query}")).await.unwrap();
    admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
    admin.close().await.unwrap();
}
