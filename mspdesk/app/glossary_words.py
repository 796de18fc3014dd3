"""The words of the glossary: what the trade and this program mean by them, in plain sentences."""

from .glossary import Term

_TICKETS = (
    Term("Ticket", "", "One piece of work a client asked for, or the shop gave itself. Time, notes"
         " and logs hang on it. Nothing is done without one.", "Tickets"),
    Term("Board", "Service board", "All tickets that are open, the most urgent on top.", "Tickets"),
    Term("Queue", "", "The shelf a ticket stands on: service, projects, internal or sales.",
         "Tickets"),
    Term("Priority", "P1 to P4", "How soon a ticket must be looked at: critical, high, medium or"
         " low. Critical is set by what happened, not by who calls loudest.", "Tickets",
         ("P1", "P2", "P3", "P4")),
    Term("Tier", "T1 to T3", "How much skill a ticket asks for, and how much a technician has."
         " Tier 1 takes the calls, tier 3 takes what nobody else could mend.", "Tickets",
         ("T1", "T2", "T3")),
    Term("Escalate", "", "Pass a ticket up to a higher tier, with the reason and what was tried."
         " Whoever had it first goes on watching it.", "Tickets"),
    Term("First contact", "", "The eight facts that make a ticket workable, asked while the caller"
         " is still on the phone.", "Tickets"),
    Term("Backlog", "", "The estimated hours of all tickets that are not done yet.", "Reports"),
    Term("In and out", "Turnover rate", "The hours of work that came in during a week, and those"
         " that were finished. When more comes in than goes out, the backlog grows.", "Reports"),
    Term("TSR log", "Troubleshooting and repair log", "A timed list of what was tried on a hard"
         " fault, what was changed, and what came of it.", "Tickets, logs", ("TSR",)),
    Term("Call log", "Third-party call log", "A record of calls to a vendor's support: who was"
         " spoken to, the case number, what was promised.", "Tickets, logs"),
    Term("Procedure", "Standard operating procedure (SOP)", "How the shop does a thing, step by"
         " step, so that it comes out alike whoever does it.", "Checklists, procedures", ("SOP",)),
    Term("Monthly single", "", "One task that is done for every managed client in the same month.",
         "Checklists"),
    Term("Assessment", "Network assessment", "The long checklist with which the network of a new"
         " client is looked through once, item by item.", "Checklists"),
    Term("Productive time", "", "Time that helps a ticket toward its end. Meetings and office work"
         " are paid for and not productive.", "Time"),
    Term("Productive share", "Billability", "Productive hours divided by the hours that were"
         " paid.", "Time, reports"),
    Term("Rework", "", "Time spent on something that was done before and did not hold.", "Time"),
    Term("Spinning wheels", "", "Time in which nothing moved forward. It is marked so that the"
         " shop can see what it is stuck on.", "Time"),
    Term("PSA", "Professional services automation", "A program that holds tickets, time,"
         " agreements and bills together. This one is a small one.", "The trade"),
    Term("SLA", "Service level agreement", "A promise of how fast somebody answers. Here the"
         " promised times stand in the agreement and on the ticket.", "The trade"),
)  # fmt: skip

_MONEY = (
    Term("Managed client", "Managed service", "A client on a monthly plan, whose machines the shop"
         " keeps in order.", "Clients"),
    Term("Hourly client", "Break/fix", "A client who pays for each job, and calls when something"
         " is broken.", "Clients"),
    Term("Plan", "Silver, Gold, Platinum", "What a managed client bought: servers alone, the"
         " workstations as well, or the whole network.", "Agreements"),
    Term("Plan sheet", "", "The page behind an agreement that holds its details: plan, counts,"
         " prices.", "Agreements"),
    Term("Prospect", "", "A business that may become a client. It is the same record from the first"
         " call to the last invoice.", "Clients, prospects"),
    Term("Pipeline", "", "All that may be sold, by how far it is: from the first name on a list to"
         " a signed agreement.", "Prospects"),
    Term("Opportunity", "", "One thing that may be sold to one company: what it brings, how likely"
         " it is, and the next step.", "Prospects"),
    Term("Weighted", "", "What something brings in its first year, times how likely it is to be"
         " won: $12,000 at 45 % counts as $5,400.", "Prospects"),
    Term("Qualification", "", "Eight questions to ask before time is spent on a sale, from who"
         " decides to whether paying ahead is all right.", "Prospects"),
    Term("Sales script", "", "What is said at each point of a first call, in one or two sentences."
         " It has versions, and one that is in use is never changed.", "Clients, calls"),
    Term("Gatekeeper", "", "Whoever answers the phone and decides who is put through.", "Calls"),
    Term("Call list", "", "Companies to call, one after the other. None of them is a client before"
         " it talks to the shop.", "Clients, calls"),
    Term("Offering", "", "Something the shop sells, with the words that say what it is worth: what"
         " it does, what worry it takes away, what it saves, how others see the buyer.",
         "Clients, offerings"),
    Term("Sales sheet", "", "One page about one offering, to leave on a table.", "Offerings"),
    Term("Objection", "", "What somebody says instead of yes. What was tried and helped is kept"
         " for the next time.", "Prospects, offerings"),
    Term("Proposal", "", "What the shop offers one client at what price, and until when. Once sent"
         " it never changes, and a new edition replaces it.", "Clients"),
    Term("Campaign", "", "What is done over some months so that companies ask for the shop: for"
         " whom, on which days, at what cost, and who asked.", "Clients, campaigns"),
    Term("Audience", "", "Whom a campaign is for, gathered from clients and prospects by a rule and"
         " by hand. Who opted out is counted and gets nothing.", "Campaigns"),
    Term("Lead", "", "A company that asked because of a campaign. It may become an opportunity.",
         "Campaigns"),
    Term("Opt-out", "", "Somebody who asked for no more mail of campaigns. Invoices and letters"
         " still go to them.", "Campaigns"),
    Term("Bounce", "Mail that came back", "A mail that did not reach its address: the mailbox is"
         " not there, or the server would not take it just now.", "Campaigns"),
    Term("Merge field", "", "A word in braces that is filled for each who gets a mail, for example"
         " the first name.", "Letters, campaigns"),
    Term("Commission", "", "What somebody earns for a sale: a share of what was sold, or of the"
         " profit.", "Offerings, reports"),
    Term("Catalog of services", "", "All that the shop sells again and again, each with its code"
         " and its price.", "Agreements"),
    Term("Services grid", "Managed services grid", "What a client pays for beside what was bought"
         " for it and what it uses, so that nothing runs without being billed.", "Agreements"),
    Term("Orphan service", "", "A service the shop still pays for though its client is gone.",
         "Agreements"),
    Term("Covered", "", "Time that the plan of a client already pays for.", "Time, billing"),
    Term("Add, move, change", "", "Work that gives a client something new or puts it elsewhere."
         " A plan keeps things as they are, so this is billed by the hour.", "Agreements"),
    Term("Monthly recurring revenue", "MRR", "What all active plans bring in a month, added up.",
         "Reports", ("MRR",)),
    Term("Receivables", "Accounts receivable (AR)", "What clients still owe the shop, by how long"
         " it is overdue.", "Billing"),
    Term("Prepaid hours", "Prepaid block", "Hours a client paid ahead, from which work is taken"
         " until none are left.", "Billing"),
    Term("Trip charge", "", "The fee for driving to a client, once a visit.", "Billing"),
    Term("After hours", "", "Work outside the shop's business hours or on a holiday. It costs more,"
         " most often double.", "Time, billing"),
    Term("Cost of goods", "COGS", "What the things cost that the shop sold on, such as hardware"
         " and licenses.", "Reports", ("COGS",)),
    Term("Aging", "", "How old the open invoices are, in steps of thirty days.", "Billing"),
    Term("Client garden", "", "All clients in one picture: what each brings, and how many hours it"
         " takes.", "Reports"),
    Term("ACH", "Automated Clearing House", "A payment taken from a bank account in the United"
         " States.", "Billing"),
    Term("EIN", "Employer identification number", "The tax number of a business in the United"
         " States.", "Billing"),
    Term("VAT", "Value added tax", "The sales tax of Europe and many other countries.", "Billing"),
    Term("GST", "Goods and services tax", "The sales tax of Australia, India, New Zealand and"
         " others.", "Billing"),
    Term("ABN", "Australian business number", "The number of a business in Australia.", "Billing"),
    Term("IBAN", "International bank account number", "The number of a bank account, as it is"
         " written in most countries outside America.", "Billing"),
    Term("BIC", "Bank identifier code", "The code of a bank, written beside an IBAN.", "Billing"),
    Term("PO number", "Purchase order number", "The client's own number of an order, which it wants"
         " to see on the bill.", "Billing", ("PO",)),
    Term("Roadmap meeting", "Quarterly business review (QBR)", "A talk with a client once a quarter"
         " about what lies ahead, and not about what broke.", "Clients", ("QBR",)),
    Term("Place in the budget", "", "Where a client keeps you in its own budget: running costs come"
         " back next year, a project ends.", "Clients, Roadmaps"),
    Term("Packet", "", "What is known of a client before a meeting or a renewal, on a few pages for"
         " you alone.", "Clients, Roadmaps"),
    Term("Letter of understanding", "LOU", "A short letter that closes a deal and says what was"
         " agreed.", "Letters", ("LOU",)),
    Term("Denial of services letter", "", "A letter a client signs when it declines advice, so that"
         " nobody forgets who decided.", "Letters"),
    Term("NDA", "Non-disclosure agreement", "A promise to keep to oneself what one is shown.",
         "Letters"),
    Term("MSP", "Managed service provider", "A shop that looks after the computers of other"
         " businesses for a monthly price.", "The trade"),
    Term("SMB", "Small and medium business", "The clients most shops of this trade have.",
         "The trade"),
    Term("Currency code", "USD, EUR, GBP", "Three letters that name a currency: USD is the"
         " dollar of the United States, EUR the euro, GBP the pound.", "Preferences",
         ("USD", "EUR", "GBP", "CAD", "AUD")),
)  # fmt: skip

_PEOPLE = (
    Term("Role", "Hat", "A box on the org chart: work that somebody is answerable for. One person"
         " may wear many.", "Org chart"),
    Term("Owner acting", "", "The owner wears a role for now, because nobody else has it.",
         "Org chart"),
    Term("People managed", "Span of control", "How many people report to one person. Past eight or"
         " so nobody is led well.", "Org chart"),
    Term("Job purpose", "Why this job exists", "The reason for a role in a sentence. It says what"
         " would be missing without it, and lists no tasks.", "Org chart"),
    Term("Measure", "Key performance indicator (KPI)", "A figure that is watched often and used"
         " sparingly.", "Org chart", ("KPI",)),
    Term("True cost", "Loaded cost", "What an hour of somebody costs the shop: the wage with taxes,"
         " insurance and what else comes with a job.", "Org chart, people"),
    Term("What sets us apart", "Unique selling proposition (USP)", "The sentence that says why a"
         " client should come to this shop and no other.", "Sales", ("USP",)),
    Term("vCIO", "Virtual chief information officer", "Somebody who plans a client's technology"
         " with it, without being employed there.", "The trade"),
    Term("HR", "Human resources", "The work around hiring people, keeping and paying them.",
         "Org chart"),
    Term("CEO", "Chief executive officer", "Whoever leads a business.", "Org chart"),
)  # fmt: skip

_RECOVERY = (
    Term("Recovery plan", "Disaster recovery plan (DRP)", "What is done, and in which order, when a"
         " client's systems are gone. It is kept here and on paper.", "Clients, recovery",
         ("DR", "DRP")),
    Term("DR binder", "Disaster recovery binder", "The recovery plan as a printed binder, kept"
         " where it can be reached when nothing runs.", "Clients, binders"),
    Term("Network binder", "Network documentation binder (NDB)", "A printed record of how a"
         " client's network is set up, kept at the client.", "Clients, binders", ("NDB",)),
    Term("Edition", "", "A binder as it was printed on one day. What changed since is printed as"
         " pages to put in.", "Clients, binders"),
    Term("Back within", "Recovery time objective (RTO)", "How many hours a system may be gone"
         " before it hurts.", "Clients, recovery", ("RTO",)),
    Term("May lose at most", "Recovery point objective (RPO)", "How many hours of work may be lost"
         " at most. A backup must run at least that often.", "Clients, recovery", ("RPO",)),
    Term("BDR", "Backup and disaster recovery", "A device or service that keeps copies and can run"
         " a client's systems itself until they stand again.", "Clients, recovery"),
    Term("Offline full copy", "", "A complete copy that hangs on no network and is never written"
         " over. It is what is left after the worst day.", "Clients, recovery"),
    Term("Restore test", "", "Bringing something back from a backup to see that it can be done."
         " A green light is no test.", "Clients, recovery"),
    Term("Line-of-business app", "LOB", "The program a client earns its money with.",
         "Clients, documentation", ("LOB",)),
    Term("Pouch", "Document pouch", "Papers that hang on a machine: license, warranty, how it was"
         " set up.", "Clients, documentation"),
    Term("RMM", "Remote monitoring and management", "A tool on the clients' machines that watches"
         " them and lets the shop in from afar.", "Clients, documentation"),
    Term("Channel-only", "", "A vendor that sells through shops like this one and never past"
         " them.", "Vendors"),
    Term("AV", "Antivirus", "A program that looks for harmful programs.", "Catalog"),
    Term("MFA", "Multi-factor authentication", "Logging in with something besides the password,"
         " most often a code from a phone.", "Checklists"),
    Term("PIN", "Personal identification number", "A short number that opens something.",
         "Vendors"),
)  # fmt: skip

_NETWORK = (
    Term("IP address", "Internet Protocol", "The number under which a machine is reached on a"
         " network.", "Documentation", ("IP",)),
    Term("TCP, UDP", "Ways to send over a network", "TCP makes sure that all of it comes in order."
         " UDP is faster and does not look back.", "Documentation", ("TCP", "UDP", "TCP/IP")),
    Term("CIDR", "Classless inter-domain routing", "A way to write a range of addresses: the first"
         " one, a slash and how many bits stay alike.", "Documentation"),
    Term("DHCP", "Dynamic Host Configuration Protocol", "What hands out addresses to machines that"
         " have none of their own.", "Documentation"),
    Term("DNS", "Domain Name System", "The phone book of the network: names on one side, addresses"
         " on the other.", "Documentation"),
    Term("A, AAAA, CNAME, TXT, SRV, PTR, NS", "DNS records", "The kinds of lines in that phone"
         " book: an address, another name, a text, a service, the way back, who keeps it.",
         "Documentation", ("AAAA", "CNAME", "TXT", "SRV", "PTR", "NS")),
    Term("MX", "Mail exchanger", "The line in DNS that says where mail for a domain is taken in.",
         "Documentation"),
    Term("SPF", "Sender Policy Framework", "A line in DNS that says which servers may send mail for"
         " a domain.", "Documentation"),
    Term("DKIM", "DomainKeys Identified Mail", "A signature on mail that shows it was not changed"
         " on the way.", "Documentation"),
    Term("DMARC", "Domain-based message authentication", "A line in DNS that says what is done with"
         " mail that fails SPF and DKIM.", "Documentation"),
    Term("ISP", "Internet service provider", "The company that brings the internet line.",
         "Documentation"),
    Term("DSL", "Digital subscriber line", "Internet over a telephone wire.", "Documentation"),
    Term("LAN, WAN", "Local, wide area network", "LAN is the network inside the building, WAN the"
         " side that goes out.", "Documentation", ("LAN", "WAN")),
    Term("VLAN", "Virtual LAN", "A network of its own on the same cables, so that guests do not"
         " meet the accounting.", "Documentation"),
    Term("VPN", "Virtual private network", "A closed tunnel through the internet from one network"
         " to another.", "Documentation"),
    Term("AP", "Access point", "The box that makes the wireless network.", "Documentation"),
    Term("SSID", "Service set identifier", "The name of a wireless network.", "Documentation"),
    Term("WPA2", "Wi-Fi Protected Access", "How a wireless network is locked. WPA3 is the newer"
         " lock.", "Documentation", ("WPA", "WPA3")),
    Term("MAC address", "Media access control", "The number burned into a network card.",
         "Documentation", ("MAC",)),
    Term("UNC path", "Universal naming convention", "The way to a folder on a server, beginning"
         " with two backslashes.", "Documentation", ("UNC",)),
    Term("GPO", "Group policy object", "Settings that Windows gives to all machines or people of a"
         " group.", "Documentation"),
    Term("OU", "Organizational unit", "A drawer in the directory of a Windows network.",
         "Documentation"),
    Term("AD", "Active Directory", "Microsoft's directory of the people and machines of a"
         " network.", "Documentation"),
    Term("CMS", "Content management system", "The program with which a web site is written.",
         "Documentation"),
    Term("URL", "Uniform resource locator", "The address of a web page or a server.",
         "Documentation"),
    Term("TLS, STARTTLS", "Transport Layer Security", "The lock on a line to a server. STARTTLS"
         " begins open and locks at once.", "Preferences, mail", ("TLS", "STARTTLS", "SSL")),
    Term("SMTP", "Simple Mail Transfer Protocol", "How mail is handed to the server that sends it.",
         "Preferences, mail"),
    Term("IMAP", "Internet Message Access Protocol", "How a mail program reads a mailbox on its"
         " server.", "Preferences, mail"),
    Term("RDP", "Remote Desktop Protocol", "Working on a Windows machine from afar.",
         "Documentation"),
)  # fmt: skip

_COMPUTERS = (
    Term("PC", "Personal computer", "A computer somebody sits at.", "Documentation", ("PCs",)),
    Term("CPU", "Central processing unit", "The part of a computer that calculates.",
         "Documentation"),
    Term("RAM", "Random access memory", "What a computer holds in mind while it is on.",
         "Documentation"),
    Term("SSD", "Solid state drive", "A disk without moving parts.", "Documentation"),
    Term("RAID", "Redundant array of disks", "Disks that stand in for each other. It is no"
         " backup.", "Documentation"),
    Term("NAS", "Network attached storage", "A box of disks on the network.", "Documentation"),
    Term("UPS", "Uninterruptible power supply", "A battery that carries machines through a short"
         " power cut.", "Documentation"),
    Term("USB", "Universal Serial Bus", "The plug for keyboards, sticks and disks.",
         "Documentation"),
    Term("OS", "Operating system", "What a computer starts with: Windows, Linux, macOS.",
         "Documentation"),
    Term("SQL", "Structured Query Language", "The language databases are asked in. SQLite and"
         " PostgreSQL are two of them.", "Documentation"),
    Term("MB, GB, TB", "Megabyte, gigabyte, terabyte", "How much a disk or a file holds. Each is a"
         " thousand of the one before.", "Documentation", ("KB", "MB", "GB", "TB")),
    Term("IT", "Information technology", "Everything with computers.", "Everywhere"),
    Term("ID", "Identifier", "A number or name that only one thing has.", "Everywhere"),
    Term("PDF", "Portable Document Format", "A file that looks like the paper it will be printed"
         " on.", "Everywhere"),
    Term("CSV", "Comma-separated values", "A list as plain text, a row on each line. Every"
         " spreadsheet reads it.", "Import, export"),
    Term("XML, JSON", "Ways to write facts as text", "Programs give each other files like these.",
         "Import, export", ("XML", "JSON")),
    Term("XLSX", "Excel workbook", "A file of Excel or another spreadsheet.", "Import, export"),
    Term("IIF", "Intuit Interchange Format", "A file that QuickBooks for the desktop takes in.",
         "Billing, import"),
    Term("ICS", "iCalendar file", "Dates that a calendar program takes in.", "Export"),
    Term("PNG, JPEG", "Kinds of pictures", "PNG is for drawings and screens, JPEG for photographs.",
         "Preferences", ("PNG", "JPEG")),
    Term("UTF-8", "Unicode as text", "The way letters of all languages are written in files"
         " today.", "Import", ("UTF",)),
    Term("MIT, ISC, LGPL, SIL OFL", "Free licenses", "Terms under which others gave away the parts"
         " this program is built of.", "About MSPDesk", ("MIT", "ISC", "LGPL", "SIL", "OFL")),
)  # fmt: skip

GLOSSARY: tuple[tuple[str, tuple[Term, ...]], ...] = (
    ("Tickets and time", _TICKETS),
    ("Clients and money", _MONEY),
    ("People and the chart", _PEOPLE),
    ("Recovery and documentation", _RECOVERY),
    ("Networks and mail", _NETWORK),
    ("Computers and files", _COMPUTERS),
)
"""The terms by what they are about."""
