//! A price list: looked up in by the deals that follow, stored nowhere.

use crate::desk::Desk;
use crate::report::Rejection;
use crate::sheet::Line;
use domain::Money;

impl Desk<'_> {
    /// Keeps the prices.
    pub(crate) fn products(&mut self, lines: &[Line]) {
        for line in lines {
            match self.product(line) {
                Ok(()) => self.report.unchanged += 1,
                Err(rejection) => self.reject(rejection),
            }
        }
    }

    fn product(&mut self, line: &Line) -> Result<(), Rejection> {
        let row = self.row(line);
        let name = row.need("name")?.to_lowercase();
        row.need("price")?;
        let currency = self.book.mapping.currency;
        let price = row.parse("price", |text| Money::parse(text, currency))?;
        self.once(line, "name", &name)?;
        self.book.prices.insert(name, price.map_or(0, |price| price.minor));
        Ok(())
    }
}
