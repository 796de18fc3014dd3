"""Sections of what a client buys from others."""

from .fields import choice, count, date, flag, line, money, ref, words
from .section import Section, fact
from .words import ALSO_WHO, BACKUP_METHODS, MANAGERS, PAYERS, PERIODS, SUBSCRIPTION_KINDS

_WHO = ("Manager", "Who manages it")

DOMAIN = Section(
    "domain",
    "Domains",
    "services:Domain",
    fact(
        line("name", "Domain", 170, "Domain name", "Name"),
        line("registrar", "Registrar", 130),
        line("account_number", "Account", 120, "Account number"),
        line("holder", "Holder", 130, "Owner", "Registrant"),
        line("technical_contact", "Technical contact", 140, "Tech contact"),
        date("expires_on", "Expires", 110, "Expiration date", "Expiry", "Renews"),
        flag("renews_itself", "Renews itself", 100, "Auto renew", "Autorenew"),
        line("dns_host", "DNS host", 130, "DNS", "Name servers", "Nameservers"),
        choice("managed_by", "Managed by", 110, MANAGERS, *_WHO, also=ALSO_WHO),
        ref("credential_id", "Login", 130, "credential", "Registrar login"),
    ),
    ("registrar", "holder|technical_contact", "expires_on", "dns_host"),
    "isp",
    "domain",
    "globe",
    order=("name",),
    search=("name", "registrar", "holder"),
)

WEB_SITE = Section(
    "web_site",
    "Web sites",
    "services:WebSite",
    fact(
        line("name", "Web site", 170, "Site name", "Website", "URL", "Name"),
        line("host", "Host", 140, "Web host", "Hosting"),
        line("account_number", "Account", 120, "Account number"),
        line("manager", "Looked after by", 140, "Manager", "Webmaster", "Web designer"),
        line("phone", "Phone", 120),
        line("built_with", "Built with", 130, "CMS", "Platform"),
        date("expires_on", "Hosting until", 110, "Expires", "Expiration date", "Renews"),
        choice("managed_by", "Managed by", 110, MANAGERS, "Who manages it", also=ALSO_WHO),
        ref("credential_id", "Login", 130, "credential"),
    ),
    ("host|manager", "managed_by"),
    "isp",
    "web site",
    "panel-top",
    order=("name",),
    search=("name", "host", "manager"),
)

CERTIFICATE = Section(
    "certificate",
    "Certificates",
    "services:Certificate",
    fact(
        line("name", "Certificate", 170, "Name", "Domain", "Common name"),
        line("issuer", "Issuer", 140, "CA", "Issued by"),
        line("used_on", "Used on", 150, "Installed on"),
        date("expires_on", "Expires", 110, "Expiration date", "Expiry", "Valid until"),
        flag("renews_itself", "Renews itself", 100, "Auto renew", "Autorenew"),
    ),
    ("used_on", "expires_on"),
    "isp",
    "certificate",
    "shield-check",
    order=("name",),
    search=("name", "issuer"),
)

MAIL_SYSTEM = Section(
    "mail_system",
    "Mail",
    "services:MailSystem",
    fact(
        line("name", "Mail", 150, "Name", "Mail system", "Product"),
        line("place", "Where it lives", 150, "Place", "Provider", "Host"),
        line("account_number", "Account", 120, "Account number", "Tenant"),
        count("mailboxes", "Mailboxes", 90, "Seats"),
        choice("managed_by", "Managed by", 110, MANAGERS, "Who manages it", also=ALSO_WHO),
        line("manager", "Manager", 130, "Looked after by"),
        line("filter", "Filter", 130, "Spam filter"),
        line("filter_manager", "Filter managed by", 140, "Filter manager"),
        line("dns_records", "DNS records", 170, "SPF", "MX"),
        date("expires_on", "Renews", 110, "Expires", "Expiration date"),
        ref("credential_id", "Login", 130, "credential"),
    ),
    ("place", "managed_by|manager", "filter"),
    "mail",
    "mail system",
    "mail",
    order=("name",),
    search=("name", "place"),
)

SUBSCRIPTION = Section(
    "subscription",
    "Subscriptions",
    "services:Subscription",
    fact(
        line("name", "Subscription", 170, "Name", "Service", "Product"),
        choice("kind", "Kind", 110, SUBSCRIPTION_KINDS, "Type"),
        line("provider", "Provider", 130, "Vendor"),
        line("account_number", "Account", 120, "Account number"),
        count("quantity", "Quantity", 80, "Seats", "Count", "Qty"),
        choice("paid_by", "Paid by", 100, PAYERS, "Who pays", "Payer", also=ALSO_WHO),
        choice("managed_by", "Managed by", 110, MANAGERS, *_WHO, also=ALSO_WHO),
        money("unit_cost", "Cost each", 90, "Unit cost", "Cost", "Price"),
        choice("per", "Per", 80, PERIODS, "Period", "Billing"),
        date("start_on", "Since", 110, "Start", "Start date"),
        date("expires_on", "Until", 110, "End", "Expires", "Renews"),
        ref("vendor_id", "Vendor on file", 130, "vendor"),
    ),
    ("provider", "paid_by", "managed_by"),
    "services",
    "subscription",
    "receipt",
    order=("kind", "name"),
    search=("name", "provider", "account_number"),
)

BACKUP_JOB = Section(
    "backup_job",
    "Backup jobs",
    "backup:BackupJob",
    fact(
        line("name", "Job", 150, "Name", "Job name", "Backup"),
        line("what", "What is backed up", 170, "What", "Source"),
        ref("device_id", "Device", 130, "device"),
        choice("method", "Method", 100, BACKUP_METHODS, "Type"),
        line("product", "Product", 130, "Software"),
        count("gigabytes", "Gigabytes", 90, "GB", "Size GB"),
        line("schedule", "Schedule", 140, "When", "Runs"),
        line("retention", "Kept for", 130, "Retention"),
        line("goes_to", "Goes to", 140, "Target", "Destination"),
        flag("offline_full", "Offline full copy", 110),
        line("offline_place", "Offline copy lies", 140),
        line("key_place", "Key lies", 130, "Encryption key"),
        date("last_good_on", "Last good", 110, "Last success"),
        line("watched", "Watched by", 130, "Monitor checks", "Monitored by"),
        words("restore_steps", "Restore steps", 220, "Restore"),
    ),
    ("what", "schedule", "goes_to", "restore_steps"),
    "backup",
    "backup job",
    "hard-drive",
    order=("name",),
    search=("name", "what"),
)
