//! What an employer file holds, and the codes it is written with.

use super::state::State;
use kernel::{Day, Moment, codes, id_kind};

id_kind!(
    /// Id of an employer.
    EmployerId,
    "emp"
);

codes!(
    /// What sort of employer it is.
    Kind {
        /// 企业、机关事业单位、合作社: has a unified social credit code.
        Company = "company",
        /// 个体工商户.
        SelfEmployed = "self-employed",
        /// 家庭: hires for the household; no labour relation in law.
        Household = "household",
    }
);

codes!(
    /// Class of the account (2026 notice of five ministries).
    Class {
        /// 用人单位自主招聘.
        SelfEmployer = "self-employer",
        /// 公共招聘服务.
        Public = "public",
        /// 经营性招聘服务: needs a licence (人力资源市场暂行条例 第十八条).
        Commercial = "commercial",
    }
);

codes!(
    /// How far the station checked; shown to workers.
    Level {
        /// 站点实地核验.
        Visited = "visited",
        /// 资料核验.
        Papers = "papers",
        /// 仅实名.
        NameOnly = "name-only",
    }
);

/// An employer file. Identity and telephone are sealed; see `queries::telephone`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Employer {
    /// Id.
    pub id: EmployerId,
    /// Six digits of the county.
    pub county: String,
    /// What sort of employer it is.
    pub kind: Kind,
    /// Class of the account.
    pub class: Class,
    /// Name on the licence, or of the person who hires for the household.
    pub name: String,
    /// Unified social credit code, where there is one.
    pub uscc: Option<String>,
    /// Division, 12 digits.
    pub region: String,
    /// Where in it.
    pub address: String,
    /// Code of the industry (GB/T 4754-2017); empty = not said.
    pub industry: String,
    /// Who answers the telephone.
    pub contact_name: String,
    /// Number of the human-resources licence; empty = none.
    pub licence_no: String,
    /// Name of the stored copy of the licence.
    pub licence_file: Option<String>,
    /// One of the county's key employers (重点企业).
    pub key: bool,
    /// State.
    pub state: State,
    /// How far it was checked last.
    pub verified_level: Option<Level>,
    /// Last day on which the check holds.
    pub verified_until_day: Option<Day>,
    /// When it was checked last.
    pub verified_at: Option<Moment>,
    /// When it was sent in last.
    pub submitted_at: Option<Moment>,
    /// When the file was made.
    pub created_at: Moment,
    /// When it was changed last.
    pub updated_at: Moment,
    pub(crate) phone: Vec<u8>,
    pub(crate) identity: Option<Vec<u8>>,
}

impl Employer {
    /// Verified, and the check still holds on this day.
    #[must_use]
    pub fn verified_on(&self, day: Day) -> bool {
        self.state == State::Verified && self.verified_until_day.is_some_and(|until| until >= day)
    }
    /// The name as strangers see it: a household's is a person's and stays short.
    #[must_use]
    pub fn public_name(&self) -> String {
        match self.kind {
            Kind::Household => kernel::mask_name(&self.name),
            Kind::Company | Kind::SelfEmployed => self.name.clone(),
        }
    }
    /// What is still missing before the file can be sent in; a message's key each.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let licence = self.class == Class::Commercial;
        let asks = [
            (
                licence && self.licence_no.is_empty(),
                "employers-missing-licence-no",
            ),
            (
                licence && self.licence_file.is_none(),
                "employers-missing-licence-file",
            ),
        ];
        asks.into_iter().filter(|a| a.0).map(|a| a.1).collect()
    }
}

/// What is needed to make a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEmployer {
    /// What sort of employer it is.
    pub kind: Kind,
    /// Class of the account.
    pub class: Class,
    /// Name.
    pub name: String,
    /// Unified social credit code as typed; companies must have one.
    pub uscc: Option<String>,
    /// ID number of the person, for a household and for the self-employed without a code.
    pub id_no: Option<String>,
    /// Division, 12 digits.
    pub region: String,
    /// Where in it.
    pub address: String,
    /// Code of the industry; empty = not said.
    pub industry: String,
    /// Who answers the telephone.
    pub contact_name: String,
    /// Telephone as typed.
    pub phone: String,
    /// Number of the human-resources licence; empty = none.
    pub licence_no: String,
    /// One of the county's key employers.
    pub key: bool,
}

/// What came of a registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// The file.
    pub id: EmployerId,
    /// It was made just now; `false` = there was one with this code or identity.
    pub new: bool,
}

/// One check of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// When.
    pub at: Moment,
    /// Who: account or job.
    pub by: String,
    /// What was done: the move's code.
    pub step: String,
    /// How far it was checked.
    pub level: Option<Level>,
    /// In their words.
    pub reason: String,
    /// Until when it holds.
    pub until_day: Option<Day>,
}
