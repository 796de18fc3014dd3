"""The names under which other programs keep what we keep; `aliases` reads these tables.

One field a line: our field, then the title our own lists carry, then other people's headers in
the order in which they are believed: ITFlow, Alga, Syncro, HaloPSA, Invoice Ninja, QuickBooks,
Google, Outlook, Frappe Books, common names. `!` marks a field without which a row makes no sense;
fields with the same letter after `?` stand in for each other. `+` marks a field whose further
headers are read where the first is empty in a row. Capitals, spaces and signs do not matter. An
indented line goes on with the one before.
"""

CLIENTS = """
name ! | Name | Client Name, Client, Company Name, Company, Business Name, Organization Name,
    Organization, Customer, Customer Name, Display Name, Full Name, Account Name, Party
number | Number | Client Number, Client No, Abbreviation, Customer Number, Account Number, Account
legal_name | Legal name | Registered Name, Trading as
status | Status | Client Status, Kind, Stage
inactive | Inactive | Is inactive, Disabled, Archived
party_role | Party role | Role, Party Type
since_on | Client since | Since on, Since, Created at, Customer Since, Start Date
until_on | Client until | Until on, Until, End Date
industry | Industry | Sector, Line of Business
people_count | People | People Count, Employees, Number of Employees, Seats
address | Address | Location Address, Address line1, Address 1, Street, Street Address, Business
    Street, Street 1, Baddr
address_2 | Address 2 | Address line2, Street 2, Business Street 2, Suite
city | City | Business City, Town
region | State | Region, State Province, Province, Business State, County
postal_code | Postal code | Zip, Zip Code, Postcode, Business Postal Code
country | Country | Country Code, Business Country Region, Business Country
phone + | Phone | Location Phone, Phone Number, Business Phone, Office Phone, Company Main Phone,
    Main Phone, Telephone, Phone1, Phone2, Home Phone, Other Phone
website | Website | Web Page, Web Site, URL, Website 1 Value
email_domain | Mail domain | Email Domain, Domain
billing_name | Billing name | Bill to, Billing Contact
billing_email | Billing e-mail | Invoice Email, Email, Email Address, Client Email, E-mail 1 Value
billing_address | Billing address | Bill to Address
tax_number | Tax number | Tax ID, VAT Number, VAT No, VAT ID, EIN, Resale Number, Resalenum
tax_exempt | Tax exempt | Tax Free, Exempt
taxable | Taxable | Is Taxable
tax_rate | Tax rate | Tax rate %, Tax rate pct, Tax percent
labor_taxable | Labor taxable | Labour taxable
payment_type | Payment type | Payment Method, Pays By
terms_days | Payment terms | Terms days, Net Terms, Terms, Net Days
rate | Hourly rate | Rate, Default Hourly Rate
trip_charge | Trip charge | Trip Fee
currency | Currency | Currency Code
referred_by | Referred by | Referral, Referral Source, Source of Lead
order_number | Order number | Purchase Order, PO Number
notes | Notes | Note, Comments, Remarks, Description, Notepad
site_name | Main site | Primary Location Name, Location Name, Location, Site, Site Name
contact_name | Main contact | Primary Contact Name, Primary Contact, Contact Name, Contact, Cont1
contact_first_name | Main contact first name | Contact First Name, First Name, Firstname
contact_last_name | Main contact last name | Contact Last Name, Last Name, Lastname
contact_title | Main contact title | Title, Job Title, Contact Title
contact_phone | Main contact phone | Contact Phone
contact_extension | Main contact extension | Extension, Ext, Contact Extension
contact_mobile | Main contact mobile | Contact Mobile, Mobile, Mobile Phone, Cell
contact_email | Main contact e-mail | Contact Email
source_id | Outside id | Source id, Client id, Customer id, External id, Id
"""

SITES = """
client ?c | Client | Client Name, Company, Customer, Organization, Business Name
client_source_id ?c | Client outside id | Client source id, Client id, Customer id
client_number ?c | Client number | Client No
name ! | Name | Location Name, Location, Site Name, Site, Office, Branch
address | Address | Location Address, Address line1, Address 1, Street, Street Address
address_2 | Address 2 | Address line2, Street 2, Suite
city | City | Town
region | State | Region, State Province, Province, County
postal_code | Postal code | Zip, Zip Code, Postcode
country | Country | Country Code
phone | Phone | Location Phone, Phone Number, Telephone
hours | Hours | Opening Hours, Business Hours
access | Access | Access Instructions, Directions
main | Main | Primary, Is Primary, Default
notes | Notes | Description, Note, Comments
source_id | Outside id | Source id, Site id, Location id, External id, Id
"""

CONTACTS = """
client ?c | Client | Client Name, Company, Company Name, Organization Name, Organization 1 Name,
    Business Name, Customer, Customer Name, Organization, Account
client_source_id ?c | Client outside id | Client source id, Client id, Customer id
client_number ?c | Client number | Client No
name ?n | Name | Full Name, Contact Name, Contact, Display Name, File As
first_name ?n | First name | Firstname, Given Name, Forename
middle_name | Middle name | Additional Name
last_name ?n | Last name | Lastname, Family Name, Surname
title | Job title | Organization Title, Organization 1 Title, Position, Title
department | Department | Department Name, Organization Department, Organization 1 Department
role | Role | Contact Role, Job Function
email + | E-mail | Email Address, E-mail Address, E-mail 1 Value, Email 1, Primary Email, Work Email
email_2 | Second e-mail | E-mail 2 Address, E-mail 2 Value, Email 2, Additional Email Addresses
phone + | Phone | Office Phone, Phone Number, Business Phone, Phone 1 Value, Work Phone, Primary
    Phone, Company Main Phone, Telephone, Business Phone 2, Other Phone, Home Phone
extension | Extension | Ext, Office Extension, Phone Extension
mobile | Mobile | Mobile Phone, Cell, Cell Phone, Phone 2 Value
site | Site | Location, Office Location, Location Name, Site Name, Office
address + | Address | Address1, Address 1 Street, Address line1, Street, Business Street, Address 1
    Formatted
address_2 | Address 2 | Address2, Business Street 2, Address line2
city | City | Address 1 City, Business City
region | State | Region, Address 1 Region, State Province, Business State
postal_code | Postal code | Zip, Zip Code, Address 1 Postal Code, Business Postal Code
country | Country | Address 1 Country, Business Country Region, Business Country
main | Main | Primary, Is Primary, Main Contact, Primary Contact
billing | Billing | Billing Contact, Notification Billing, Invoices To
decides | Decision maker | Decides
technical | Technical | Technical Contact
emergency | Emergency | Emergency Order, Emergency Contact
may_approve_after_hours | May approve after hours | Approves After Hours
may_spend | May spend | Spending Limit, Approval Limit
active | Active | Is Active, Enabled
notes | Notes | Note, Comments
source_id | Outside id | Source id, Contact id, External id, Id
"""

DEVICES = """
client ?c | Client | Client Name, Company, Company Name, Customer, Organization, Account
client_source_id ?c | Client outside id | Client source id, Client id, Customer id
client_number ?c | Client number | Client No
name ! | Name | Asset Name, Device Name, Hostname, Computer Name, Asset, Device
kind | Type | Asset Type, Device Type, Kind, Category
job | Job | Description, Purpose, Function
make | Make | Manufacturer, Brand
model | Model | Model Number, Model Name
serial | Serial number | Serial, Serial No, Service Tag
os | Operating system | OS
ip | IP address | Primary IP, IP, LAN IP
mac | MAC address | Primary MAC, MAC
purchased_on | Purchased | Purchased on, Purchase Date, Date Purchased
warranty_until | Warranty until | Warranty Expire, Warranty Expires, Warranty Expiration, Warranty
    End, Warranty Date
installed_on | Installed | Installed on, Install Date
retired_on | Retired | Retired on, Retired Date
used_by | Used by | Assigned To, Assigned User, Primary User, User, Contact
site | Site | Location, Location Name, Site Name
place | Place | Physical Location, Room
status | Status | Asset Status, State
owner | Owner | Owned By, Ownership
notes | Notes | Note, Comments
source_id | Outside id | Source id, Device id, Asset id, External id, Id
"""

AGREEMENTS = """
client ?c | Client | Client Name, Company, Company Name, Customer, Customer Name, Organization,
    Account
client_source_id ?c | Client outside id | Client source id, Client id, Customer id
client_number ?c | Client number | Client No
number | Number | Recurring Number, Agreement Number, Contract Number, Agreement No
title | Title | Scope, Agreement, Agreement Name, Contract, Contract Name, Name, Description
kind | Kind | Agreement Type, Contract Type, Type
plan | Plan | Plan Name, Package
state | Status | State, Agreement Status
start_on ! | Start | Start on, Start Date, Date Created, Effective Date, Begins, From
end_on | End | End on, End Date, Expiration Date, Expires, Until
signed_on | Signed | Signed on, Date Signed
monthly_fee | Monthly fee | Monthly Amount
fee | Fee a period | Amount, Price, Recurring Amount
frequency | Billed every | Frequency, Billing Cycle, Billing Period, Interval
included_minutes | Included minutes | Minutes Included
included_hours | Included hours | Hours Included, Block Hours
rate | Hourly rate | Rate
factor | After-hours factor | After Hours Multiplier, After Hours Rate Multiplier
terms_days | Payment terms | Terms days, Terms, Net Terms
auto_renew | Renews by itself | Auto Renew, Auto Renewal
term_months | Term in months | Term months, Term
notice_days | Notice in days | Notice days, Notice
currency | Currency | Currency Code
notes | Notes | Note, Comments
source_id | Outside id | Source id, Agreement id, Contract id, External id, Id
"""

PEOPLE = """
name ?n | Name | Full Name, Display Name, Employee, Technician, User, Staff Name
first_name ?n | First name | Firstname, Given Name
last_name ?n | Last name | Lastname, Family Name, Surname
email | E-mail | Email Address, E-mail Address, Work Email, E-mail 1 Value
phone | Phone | Phone Number, Mobile, Mobile Phone, Phone 1 Value, Business Phone
title | Title | Job Title, Position, Role
kind | Kind | Employment Type, Employee Type, Type
tier | Tier | Level, Support Level
takes_tickets | Takes tickets | Assignable
hired_on | Hired | Hired on, Hire Date, Start Date, Creation Date, Date Hired
left_on | Left | Left on, Termination Date, End Date, Leave Date
wage | Pay per hour | Hourly Pay, Wage, Hourly Wage
burden | Load factor | Burden, Burden Factor
billable_target | Billable target | Target billable pct, Target billable %, Billable Goal,
    Utilization Target
status | Status | Active, State
source_id | Outside id | Source id, Staff id, Employee id, User id, Technician id, Resource id,
    External id, Id
"""

TICKETS = """
number | Number | Ticket Number, Ticket No, Ticket #, Ticket, Case Number, Reference
client ?c | Client | Client Name, Company, Company Name, Customer, Customer Name, Organization,
    Account, Business Name
client_source_id ?c | Client outside id | Client source id, Client id, Customer id
client_number ?c | Client number | Client No
title ! | Title | Subject, Summary, Ticket Title, Issue, Short Description
description | Description | Details, Body, Notes, Initial Description, Problem, Initial Issue
status | Status | State, Status Name, Ticket Status
priority | Priority | Severity, Priority Name
impact | Impact | Ticket Impact
urgency | Urgency | Ticket Urgency
queue | Queue | Board, Service Board, Department, Team
type | Type | Record Type, Work Class
category | Category | Ticket Type, Issue Type, Problem Type
source_kind | Source | Channel, Origin, Ticket Source
contact | Contact | Contact Name, Requester, Reported By, End User, User
contact_source_id | Contact outside id | Contact id
site | Site | Location, Site Name
device | Device | Asset, Asset Name, Configuration
device_source_id | Device outside id | Device id, Asset id
assigned | Assigned to | Assigned, Assignee, Technician, Owner, Resource, Agent, Tech
assigned_source_id | Assigned outside id | Assigned to id, Technician id
estimate_minutes | Estimate minutes | Estimate, Estimated Minutes, Estimate Min
estimate_hours | Estimate hours | Estimated Hours, Budget Hours
opened_at | Opened | Opened at, Date Opened, Entered at, Created at, Created, Date Created, Date
    Entered, Created On, Open Date, Date
first_response_at | First response | First Response at, Responded at
due_at | Due | Due at, Due Date, Due On
completed_at | Completed | Completed at, Date Resolved, Resolved at, Resolved, Resolved On
closed_at | Closed | Closed at, Date Closed, Closed On, Close Date
ended | Is closed | Is Resolved
reopened_count | Reopened | Reopened count, Times Reopened
resolution | Resolution | Solution, Resolution Notes
project | Project | Project Name
tier | Tier | Required Tier, Level
minutes | Logged minutes | Time Worked, Minutes Logged
source_id | Outside id | Source id, Ticket id, External id, Id
"""

TIME = """
person ?p | Person | Technician, Tech, Employee, Staff, User, Resource, Member, Agent, Worker, Who
person_source_id ?p | Person outside id | Staff id, Technician id, Employee id, User id
ticket | Ticket | Ticket Number, Ticket No, Ticket #, Case
ticket_source_id | Ticket outside id | Ticket id
client | Client | Client Name, Company, Company Name, Customer, Customer Name, Organization
client_source_id | Client outside id | Client source id, Client id, Customer id
work_on ?d | Date | Work Date, Worked on, Day, Entry Date, Date Worked, Start Date
started_at ?d | Started | Started at, Start Time, Start, Time Start, From, Begin
ended_at ?t | Ended | Ended at, End Time, End, Time End, To, Stop, Finish
minutes ?t | Minutes | Duration Minutes, Time Minutes, Minutes Worked, Min
hours ?t | Hours | Duration Hours, Hours Worked, Actual Hours, Time Hours
duration ?t | Duration | Time Spent, Time Worked, Elapsed
break_minutes | Break minutes | Break, Deduct
client_note | Note | Client Note, Notes, Description, Summary, Comment, Comments, Work Performed
internal_note | Internal note | Internal Notes, Private Notes
kind | Kind | Billing, Billable, Billing State, Bill Option, Charge
category | Category | Activity, Task
work_type | Work type | Labor Type, Type, Work Role
place | Place | Location, Onsite, On-site, Work Place
after_hours | After hours | Overtime, Out of Hours
rate | Rate | Hourly Rate, Bill Rate
billed_minutes | Billed minutes | Minutes Billed, Billable Minutes
invoice | Invoice | Invoice Number, Invoice No
invoice_source_id | Invoice outside id | Invoice id
source_id | Outside id | Source id, Entry id, Time Entry id, External id, Id
"""

INVOICES = """
number ! | Number | Invoice Number, Invoice No, InvoiceNo, Invoice #, Invoice, Doc Number, Document
    Number, Name
client ?c | Client | Client Name, Customer, Customer Name, Company, Company Name, Bill To, Party
client_source_id ?c | Client outside id | Client source id, Client id, Customer id
client_number ?c | Client number | Client No
kind | Kind | Type, Document Type, Transaction Type
state | Status | State, Invoice Status
issued_on ! | Date | Issued on, Issued Date, Issue Date, Invoice Date, Date Issued, Txn Date
due_on | Due | Due on, Due Date, Date Due
terms_days | Terms | Terms days, Payment Terms, Net Days
currency | Currency | Currency Code
scope | Scope | Subject, Title, Memo, Message
order_number | Order number | Purchase Order, PO Number
subtotal | Subtotal | Sub Total, Net, Net Amount, Net Total
tax | Tax | Tax Amount, Tax Total, Sales Tax, VAT, Taxes
total | Total | Amount, Invoice Total, Invoice Amount, Grand Total, Total Amount
paid | Paid | Amount Paid, Paid to Date
balance | Balance | Open Balance, Outstanding, Outstanding Amount, Amount Due, Balance Due
applies_to | Credits invoice | Applies to, Credit For
applies_to_source_id | Credits invoice outside id | Applies to invoice id
line_item | Item | Item Product Service, Product Service, Product, Service
line_text | Line text | Item Description, Line Description, Description
line_on | Line date | Service Date
quantity | Quantity | Item Quantity, Qty
unit_price | Unit price | Item Rate, Price, Unit Cost, Rate
line_amount | Line amount | Item Amount
line_taxable | Taxable | Line Taxable, Item Taxable
line_tax | Line tax | Item Tax Amount
tax_code | Tax code | Item Tax Code
note | Note | Notes, Comments, Client Note
source_id | Outside id | Source id, Invoice id, External id, Id
"""

PAYMENTS = """
client ?c | Client | Client Name, Customer, Customer Name, Company, Company Name, Received From,
    Payer
client_source_id ?c | Client outside id | Client source id, Client id, Customer id
client_number ?c | Client number | Client No
number | Number | Payment Number, Receipt Number, Payment No, Receipt No
received_on ! | Date | Received on, Payment Date, Date Received, Received, Paid On, Txn Date
amount ! | Amount | Payment Amount, Total, Total Amount, Amount Received
kind | Kind | Type, Payment Type
method | Method | Payment Method, Pay Method, Paid By, Paymeth
reference | Reference | Ref, Check Number, Cheque Number, Check No, Reference Number, Transaction id
invoice | Invoice | Invoice Number, Invoice No, Invoice #, Applied To
invoice_source_id | Invoice outside id | Invoice id
currency | Currency | Currency Code
account | Account | Deposit To, Bank Account
note | Note | Notes, Memo, Description, Comments
source_id | Outside id | Source id, Payment id, External id, Id
"""

TABLES = {
    "clients": CLIENTS,
    "sites": SITES,
    "contacts": CONTACTS,
    "devices": DEVICES,
    "agreements": AGREEMENTS,
    "people": PEOPLE,
    "tickets": TICKETS,
    "time": TIME,
    "invoices": INVOICES,
    "payments": PAYMENTS,
}
