//! Trades: what such companies are called, what they buy from us, what hurts them and how they measure it.

/// One trade.
pub(crate) struct Trade {
    /// What people call it.
    pub(crate) name: &'static str,
    /// How its companies end; no other trade's do.
    pub(crate) suffixes: &'static [&'static str; 8],
    /// What they buy from us.
    pub(crate) services: &'static [&'static str; 6],
    /// What hurts.
    pub(crate) pains: &'static [&'static str; 3],
    /// How they measure it.
    pub(crate) metrics: &'static [&'static str; 3],
}

/// All of them.
pub(crate) const TRADES: &[Trade] = &[
    Trade {
        name: "Logistics",
        suffixes: &["Logistics", "Freight", "Haulage", "Forwarding", "Cargo Lines", "Distribution", "Parcel Group", "Transport"],
        services: &[
            "Warehouse automation roadmap",
            "Route planning redesign",
            "Fleet electrification study",
            "Control tower build-out",
            "Carrier contract review",
            "Customs process overhaul",
        ],
        pains: &[
            "Dispatchers plan by telephone and lose half a day to every late truck.",
            "Empty kilometres ate the margin of two quarters.",
            "Nobody can tell a customer where a pallet is without asking three depots.",
        ],
        metrics: &[
            "Empty kilometres below 14 % by year end",
            "On-time deliveries from 91 % to 97 %",
            "Two planners per hundred trucks instead of four",
        ],
    },
    Trade {
        name: "Insurance",
        suffixes: &["Insurance", "Mutual", "Assurance", "Underwriting", "Reinsurance", "Life & Pensions", "Indemnity", "Surety"],
        services: &[
            "Claims handling redesign",
            "Policy platform selection",
            "Actuarial data foundation",
            "Broker portal programme",
            "Fraud detection pilot",
            "Solvency reporting review",
        ],
        pains: &[
            "A simple claim takes nineteen days and eleven hand-overs.",
            "The policy system is out of support next spring.",
            "Brokers re-type every quote because the portal drops them.",
        ],
        metrics: &["Median claim settled in five days", "Cost per policy down by a fifth", "Broker complaints halved within a year"],
    },
    Trade {
        name: "Manufacturing",
        suffixes: &["Manufacturing", "Precision", "Castings", "Machine Works", "Components", "Tooling", "Polymers", "Drives"],
        services: &[
            "Plant scheduling transformation",
            "Predictive maintenance rollout",
            "Supplier quality programme",
            "Factory data backbone",
            "Cost-to-serve analysis",
            "Line changeover reduction",
        ],
        pains: &[
            "Every rush order breaks the plan of the whole week.",
            "Two presses stand still for want of a spare part that was on the shelf.",
            "Scrap is found at the customer, not at the line.",
        ],
        metrics: &["Overall equipment effectiveness from 61 % to 72 %", "Changeover under twenty minutes", "Scrap below 1.5 %"],
    },
    Trade {
        name: "Healthcare",
        suffixes: &["Health", "Clinics", "Hospitals Trust", "Diagnostics", "Care Group", "Medical", "Therapeutics", "Laboratories"],
        services: &[
            "Patient flow redesign",
            "Scheduling system selection",
            "Clinical coding review",
            "Theatre utilisation programme",
            "Telehealth rollout",
            "Procurement consolidation",
        ],
        pains: &[
            "Theatres start forty minutes late on two days of three.",
            "Patients give the same history four times.",
            "Agency staff cost more than the whole training budget.",
        ],
        metrics: &["Theatre utilisation above 85 %", "Waiting time under six weeks", "Agency spend down by a third"],
    },
    Trade {
        name: "Energy",
        suffixes: &["Energy", "Power", "Renewables", "Grid Services", "Utilities", "Solar", "Wind Partners", "Heat Networks"],
        services: &[
            "Grid connection programme",
            "Asset health analytics",
            "Trading desk operating model",
            "Field service mobility",
            "Tariff engine replacement",
            "Net-zero roadmap",
        ],
        pains: &[
            "Connection requests wait nine months for a first answer.",
            "Field crews drive back to the depot for paper.",
            "The tariff engine cannot price by the quarter hour.",
        ],
        metrics: &["Connection offers within 45 days", "Unplanned outages down by 30 %", "First-time fix rate above 88 %"],
    },
    Trade {
        name: "Retail",
        suffixes: &["Stores", "Retail Group", "Outfitters", "Home & Garden", "Markets", "Grocers", "Department Stores", "Trading"],
        services: &[
            "Assortment optimisation",
            "Loyalty programme relaunch",
            "Store labour model",
            "Order promise engine",
            "Markdown analytics",
            "Omnichannel operating model",
        ],
        pains: &[
            "A third of the markdowns come too late to help.",
            "Stores promise stock that the system has and the shelf has not.",
            "The loyalty card gives points and no reason to return.",
        ],
        metrics: &["Stock accuracy above 97 %", "Markdown spend down by four million", "Repeat purchases up by 12 %"],
    },
    Trade {
        name: "Public sector",
        suffixes: &[
            "City Council",
            "Regional Authority",
            "Port Authority",
            "Transit Agency",
            "Housing Association",
            "Water Board",
            "University",
            "Civic Services",
        ],
        services: &[
            "Citizen services redesign",
            "Case management procurement",
            "Records digitisation",
            "Shared services business case",
            "Transit demand study",
            "Grant administration review",
        ],
        pains: &[
            "A permit passes nine desks, seven of which only stamp it.",
            "Calls about the state of a case are half of all calls.",
            "Three departments buy the same software from three sellers.",
        ],
        metrics: &["Permits in ten working days", "Status calls down by half", "One contract instead of three by July"],
    },
    Trade {
        name: "Financial services",
        suffixes: &["Bank", "Capital", "Wealth", "Asset Management", "Credit Union", "Payments", "Leasing", "Trustees"],
        services: &[
            "Onboarding and KYC redesign",
            "Payments hub programme",
            "Advisor desktop rollout",
            "Regulatory reporting remediation",
            "Data lineage foundation",
            "Branch network review",
        ],
        pains: &[
            "Opening a business account takes five weeks and loses every third applicant.",
            "Reports to the regulator are assembled by hand each quarter.",
            "Advisors open seven screens to answer one question.",
        ],
        metrics: &["Onboarding in three days", "No manual adjustment in regulatory reports", "Advisor time with clients up by a quarter"],
    },
    Trade {
        name: "Technology",
        suffixes: &["Software", "Systems", "Data", "Networks", "Robotics", "Semiconductors", "Cloud Services", "Analytics"],
        services: &[
            "Go-to-market redesign",
            "Pricing and packaging study",
            "Support organisation scale-up",
            "Product operations setup",
            "Post-merger integration",
            "Cloud cost programme",
        ],
        pains: &[
            "Every large deal gets its own price and its own contract.",
            "Support grows as fast as revenue.",
            "Two acquired products still run on two of everything.",
        ],
        metrics: &["Gross margin above 74 %", "Time to first answer under an hour", "One billing system by the end of the year"],
    },
    Trade {
        name: "Construction",
        suffixes: &[
            "Construction",
            "Builders",
            "Civil Engineering",
            "Infrastructure",
            "Developments",
            "Timber Homes",
            "Facades",
            "Contracting",
        ],
        services: &[
            "Site logistics programme",
            "Bid management office",
            "Subcontractor payment redesign",
            "Digital twin pilot",
            "Claims prevention review",
            "Modular building business case",
        ],
        pains: &[
            "Material arrives two days early or two days late, never on the day.",
            "Bids are won on price and lost on the claims afterwards.",
            "Subcontractors wait seventy days for their money.",
        ],
        metrics: &["Rework below 3 % of cost", "Subcontractors paid within 30 days", "Bid hit rate from 18 % to 25 %"],
    },
];
