//! Who is asking: a person, a member of staff, a program with a token, or Yizhan itself.

/// What a signed-in party is; rooms grant permissions to roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// A person who looks for work.
    Worker,
    /// A person who acts for an employer or hires for the household.
    Employer,
    /// Staff of a village station.
    VillageClerk,
    /// Staff of a town station.
    TownClerk,
    /// Staff of the county counter.
    CountyClerk,
    /// Staff who verify employers and review posts.
    Reviewer,
    /// Runs the machine: parameters, jobs, health (三员: 系统管理员).
    SystemAdmin,
    /// Gives and takes roles, tokens and keys (三员: 安全管理员).
    SecurityAdmin,
    /// Reads the audit trail (三员: 审计管理员).
    AuditAdmin,
}

impl Role {
    /// Every role, in the order of the golden table.
    pub const ALL: [Role; 9] = [
        Role::Worker,
        Role::Employer,
        Role::VillageClerk,
        Role::TownClerk,
        Role::CountyClerk,
        Role::Reviewer,
        Role::SystemAdmin,
        Role::SecurityAdmin,
        Role::AuditAdmin,
    ];
    /// The stations' staff, of every tier.
    pub const STATION: [Role; 3] = [Role::VillageClerk, Role::TownClerk, Role::CountyClerk];

    /// The name in the database, in messages (`role-…`) and in commands.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Role::Worker => "worker",
            Role::Employer => "employer",
            Role::VillageClerk => "village-clerk",
            Role::TownClerk => "town-clerk",
            Role::CountyClerk => "county-clerk",
            Role::Reviewer => "reviewer",
            Role::SystemAdmin => "system-admin",
            Role::SecurityAdmin => "security-admin",
            Role::AuditAdmin => "audit-admin",
        }
    }
    /// Reads the name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
    /// Staff sign in with a password and a second factor; people with a telephone code.
    #[must_use]
    pub const fn is_staff(self) -> bool {
        !matches!(self, Role::Worker | Role::Employer)
    }
}

/// How the party came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorKind {
    /// Not signed in.
    Stranger,
    /// A worker or an employer's agent.
    Person,
    /// Station or county staff.
    Staff,
    /// A program with an API token; it has its owner's roles, cut to the token's scopes.
    Token,
    /// Yizhan itself: jobs, reactions, commands.
    System,
}

/// The party that asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// How it came in.
    pub kind: ActorKind,
    /// Account id (`acc_…`), token id, or the command's name; empty for a stranger.
    pub id: String,
    /// Roles held.
    pub roles: Vec<Role>,
    /// Records that are its own: worker file and employer ids.
    pub subjects: Vec<String>,
    /// For tokens: the permissions it is cut to; `None` = not cut.
    pub limit: Option<Vec<String>>,
}

impl Actor {
    /// Nobody in particular.
    #[must_use]
    pub fn stranger() -> Self {
        Self {
            kind: ActorKind::Stranger,
            id: String::new(),
            roles: Vec::new(),
            subjects: Vec::new(),
            limit: None,
        }
    }
    /// Yizhan itself, under the name of the job or command.
    #[must_use]
    pub fn system(name: &str) -> Self {
        Self {
            kind: ActorKind::System,
            id: name.to_owned(),
            ..Self::stranger()
        }
    }
    /// Is it signed in at all?
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.kind != ActorKind::Stranger
    }
    /// Staff, or a program that acts with the roles of one?
    #[must_use]
    pub fn is_staff(&self) -> bool {
        matches!(self.kind, ActorKind::Staff | ActorKind::Token)
    }
    /// Does it hold this role?
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
    /// The one subject with this id prefix (e.g. `wrk`), if it has one.
    #[must_use]
    pub fn subject(&self, prefix: &str) -> Option<&str> {
        let is = |s: &&String| s.strip_prefix(prefix).is_some_and(|r| r.starts_with('_'));
        self.subjects.iter().find(is).map(String::as_str)
    }
}
