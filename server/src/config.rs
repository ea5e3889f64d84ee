//! The settings: flags over environment over file over defaults.

use crate::cli::{Options, ServeOptions};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

/// `throughline.toml`; every line of it is optional, and a line that nobody knows is refused.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct File {
    database_url: Option<String>,
    key_file: Option<PathBuf>,
    listen: Option<SocketAddr>,
    public_url: Option<String>,
    site: Option<PathBuf>,
    trusted_proxies: Option<Vec<IpAddr>>,
    allow_demo: Option<bool>,
    log: Option<String>,
    log_json: Option<bool>,
}

/// What holds for this run.
pub(crate) struct Config {
    pub(crate) database_url: String,
    /// The SQLite file, where the database is one.
    pub(crate) database_file: Option<PathBuf>,
    pub(crate) key_file: PathBuf,
    pub(crate) listen: SocketAddr,
    pub(crate) public_url: String,
    pub(crate) site: Option<PathBuf>,
    pub(crate) trusted_proxies: Vec<IpAddr>,
    pub(crate) allow_demo: bool,
    pub(crate) log: String,
    pub(crate) log_json: bool,
}

impl Config {
    /// Puts the settings together.
    pub(crate) fn load(options: &Options, serve: &ServeOptions) -> Result<Self> {
        let data = match &options.data {
            Some(folder) => std::path::absolute(folder).context("the data folder")?,
            None => default_data()?,
        };
        let file = read(options.config.as_deref(), &data)?;
        let database_url = options.database_url.clone().or(file.database_url);
        let database_url = database_url.unwrap_or_else(|| format!("sqlite:{}", data.join("throughline.db").display()));
        let database_file = sqlite_file(&database_url);
        if let Some(folder) = database_file.as_deref().and_then(Path::parent) {
            std::fs::create_dir_all(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
        }
        let listen = serve.listen.or(file.listen).unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000)));
        Ok(Self {
            database_url,
            database_file,
            key_file: options.key_file.clone().or(file.key_file).unwrap_or_else(|| data.join("throughline.key")),
            listen,
            public_url: serve.public_url.clone().or(file.public_url).unwrap_or_else(|| format!("http://{listen}")),
            site: serve.site.clone().or(file.site),
            trusted_proxies: if serve.trusted_proxies.is_empty() {
                file.trusted_proxies.unwrap_or_default()
            } else {
                serve.trusted_proxies.clone()
            },
            allow_demo: serve.allow_demo || file.allow_demo.unwrap_or(false),
            log: options.log.clone().or(file.log).unwrap_or_else(|| "info".into()),
            log_json: options.log_json || file.log_json.unwrap_or(false),
        })
    }

    /// Whether cookies may travel over TLS only.
    pub(crate) fn secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The folder of the built pages: the configured one, or the one beside the program, wherever it is started from.
    pub(crate) fn site(&self) -> Result<PathBuf> {
        if let Some(site) = &self.site {
            return Ok(site.clone());
        }
        let program = std::env::current_exe().context("the program cannot find itself")?;
        let beside = program.parent().map(|folder| folder.join("site")).unwrap_or_default();
        if beside.join("pkg").is_dir() {
            return Ok(beside);
        }
        bail!("the built pages are not in {}; name their folder with --site", beside.display())
    }
}

fn default_data() -> Result<PathBuf> {
    let var = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let share = var("XDG_DATA_HOME").or_else(|| var("HOME").map(|home| home.join(".local/share")));
    Ok(share.context("there is no home folder; name a data folder with --data")?.join("throughline"))
}

fn read(named: Option<&Path>, data: &Path) -> Result<File> {
    let path = named.map_or_else(|| data.join("throughline.toml"), Path::to_owned);
    if named.is_none() && !path.exists() {
        return Ok(File::default());
    }
    let text = std::fs::read_to_string(&path).with_context(|| format!("the settings file {} cannot be read", path.display()))?;
    toml::from_str(&text).with_context(|| format!("the settings file {} is wrong", path.display()))
}

/// The file that a SQLite address names.
fn sqlite_file(url: &str) -> Option<PathBuf> {
    let rest = url.strip_prefix("sqlite:")?;
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    Some(PathBuf::from(rest.split('?').next().unwrap_or(rest)))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;

    #[test]
    fn flags_come_before_the_file_and_the_file_before_the_defaults() {
        let folder = std::env::temp_dir().join(format!("throughline-config-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("throughline.toml"), "listen = \"127.0.0.1:4000\"\npublic_url = \"https://file.example\"\n").unwrap();
        let options = Options { data: Some(folder.clone()), ..Options::default() };
        let serve = ServeOptions { public_url: Some("https://flag.example".into()), ..ServeOptions::default() };
        let config = Config::load(&options, &serve).unwrap();
        assert_eq!(config.listen.port(), 4000);
        assert_eq!(config.public_url, "https://flag.example");
        assert_eq!(config.database_file, Some(folder.join("throughline.db")));
        std::fs::write(folder.join("throughline.toml"), "lisen = \"127.0.0.1:4000\"\n").unwrap();
        assert!(Config::load(&options, &serve).is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
