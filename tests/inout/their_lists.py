"""Lists as other programs write them: their headers to the letter, and a few rows."""

from typing import NamedTuple


class Theirs(NamedTuple):
    """A list of a program: what it holds, its header row, its rows, and their sums.

    `money` is in minor units and `minutes` whole; both sums over what `rows` come in.
    """

    program: str
    kind: str
    headers: str
    rows: tuple[dict[str, str], ...]
    money: int = 0
    minutes: int = 0
    whose: str = ""
    """The client that a person names, where the file names none."""
    refused: int = 0
    makes: int = -1
    """How many records come of the rows, where that is another number."""

    @property
    def names(self) -> list[str]:
        """The header row, cut up."""
        return [name.strip("\n") for name in self.headers.replace("\n", "").split(",")]

    @property
    def records(self) -> int:
        """How many records come of it."""
        return len(self.rows) - self.refused if self.makes < 0 else self.makes


ITFLOW = (
    Theirs(
        "ITFlow",
        "clients",
        "Client Name,Industry,Referral,Website,Primary Location Name,Location Phone,"
        "Location Address,City,State,Postal Code,Country,Primary Contact Name,Title,Contact Phone,"
        "Extension,Contact Mobile,Contact Email,Hourly Rate,Currency,Payment Terms,Tax ID,"
        "Abbreviation",
        (
            {
                "Client Name": "Alder Dental",
                "Primary Location Name": "Main office",
                "Location Phone": "5415550110",
                "City": "Bend",
                "Country": "United States of America",
                "Primary Contact Name": "Lena Ortiz",
                "Contact Phone": "5415550111",
                "Extension": "12",
                "Hourly Rate": "150.00",
                "Currency": "USD",
                "Payment Terms": "30",
                "Abbreviation": "AD",
            },
            {"Client Name": "Bay Foods", "Hourly Rate": "165.50", "Currency": "USD"},
            {"Client Name": "Cove Ltd", "Hourly Rate": "99.00", "Currency": "EUR"},
        ),
        money=31_550,
        refused=1,
    ),
    Theirs(
        "ITFlow",
        "contacts",
        "Name,Title,Department,Email,Phone,Ext,Mobile,Location",
        (
            {"Name": "Hal Berg", "Title": "Lead", "Department": "Press", "Phone": "5415550120"},
            {"Name": "Ida Cole", "Email": "ida@alder.example", "Location": "Main office"},
        ),
        whose="Alder Dental",
    ),
    Theirs(
        "ITFlow",
        "contacts",
        "Full Name   ,Job Title ,Department Name ,Email Address,Office Phone,Office Extension,"
        "Mobile Phone,Office Location",
        ({"Full Name   ": "Jo Dahl", "Office Phone": "5415550121", "Office Extension": "7"},),
        whose="Alder Dental",
    ),
    Theirs(
        "ITFlow",
        "sites",
        "Name,Description,Address,City,State,Postal Code,Phone,Hours",
        ({"Name": "Annex", "City": "Bend"}, {"Name": "Depot", "Hours": "8 to 5"}),
        whose="Alder Dental",
    ),
    Theirs(
        "ITFlow",
        "devices",
        "Name,Description,Type,Make,Model,Serial Number,Operating System,Purchase Date,"
        "Warranty Expire,Install Date,Assigned To,Location,Physical Location,Notes,Client,"
        "Primary IP,Primary MAC",
        (
            {
                "Name": "AD-SRV1",
                "Type": "Virtual Machine",
                "Serial Number": "SN1",
                "Purchase Date": "2024-03-01",
                "Install Date": "2024-03-04",
                "Location": "Main office",
                "Client": "Alder Dental",
                "Primary IP": "10.0.0.2",
            },
            {
                "Name": "AD-FW1",
                "Type": "Firewall/Router",
                "Purchase Date": "N/A",
                "Client": "Alder Dental",
            },
            {"Name": "AD-CAM", "Type": "Camera", "Client": "Bay Foods"},
        ),
    ),
    Theirs(
        "ITFlow",
        "devices",
        "Name,Description,Type,Make,Model,Serial,OS,Purchase Date,Assigned To,Location,"
        "Physical Location,Notes",
        ({"Name": "AD-L1", "Type": "Laptop", "Serial": "SN2", "Assigned To": "Lena Ortiz"},),
        whose="Alder Dental",
    ),
    Theirs(
        "ITFlow",
        "tickets",
        "Ticket Number,Priority,Status,Subject,Date Opened,Date Resolved,Date Closed,Client,"
        "Contact,Assigned To,Category,Billable",
        (
            {
                "Ticket Number": "TCK-101",
                "Priority": "Urgent",
                "Status": "Resolved",
                "Subject": "Server down",
                "Date Opened": "2026-02-03 09:15:00",
                "Date Resolved": "2026-02-03 11:00:00",
                "Client": "Alder Dental",
                "Contact": "Lena Ortiz",
            },
            {
                "Ticket Number": "TCK-102",
                "Priority": "Low",
                "Status": "On Hold",
                "Subject": "New mouse",
                "Date Opened": "2026-02-04 08:00:00",
                "Client": "Bay Foods",
            },
        ),
    ),
    Theirs(
        "ITFlow",
        "invoices",
        "Invoice Number,Scope,Amount,Issued Date,Due Date,Status,Client,Currency,Paid,Balance",
        (
            {
                "Invoice Number": "INV-1",
                "Scope": "February",
                "Amount": "1,250.00",
                "Issued Date": "2026-02-01",
                "Due Date": "2026-03-03",
                "Status": "Paid",
                "Client": "Alder Dental",
                "Currency": "USD",
                "Paid": "1,250.00",
                "Balance": "0.00",
            },
            {
                "Invoice Number": "INV-2",
                "Amount": "80.25",
                "Issued Date": "2026-02-05",
                "Status": "Sent",
                "Client": "Bay Foods",
            },
            {
                "Invoice Number": "INV-3",
                "Amount": "10.00",
                "Issued Date": "2026-02-06",
                "Status": "Draft",
                "Client": "Bay Foods",
            },
        ),
        money=133_025,
        refused=1,
    ),
    Theirs(
        "ITFlow",
        "payments",
        "Date,Type,Source,Category,Client,Amount,Currency,Payment Method,Reference,Account",
        (
            {
                "Date": "2026-02-20",
                "Type": "Payment",
                "Client": "Alder Dental",
                "Amount": "1,250.00",
                "Currency": "USD",
                "Payment Method": "Bank Transfer",
                "Reference": "9001",
            },
            {"Date": "2026-02-21", "Client": "Bay Foods", "Amount": "20.00", "Reference": ""},
            {"Date": "2026-02-21", "Client": "Bay Foods", "Amount": "20.00", "Reference": ""},
        ),
        money=129_000,
    ),
    Theirs(
        "ITFlow",
        "agreements",
        "Recurring Number,Scope,Amount,Frequency,Date Created,Client",
        (
            {
                "Recurring Number": "REC-1",
                "Scope": "Managed services",
                "Amount": "900.00",
                "Frequency": "month",
                "Date Created": "2025-01-15",
                "Client": "Alder Dental",
            },
            {
                "Recurring Number": "REC-3",
                "Scope": "Visits",
                "Amount": "10.05",
                "Frequency": "weekly",
                "Date Created": "2025-02-15",
                "Client": "Bay Foods",
            },
            {
                "Recurring Number": "REC-2",
                "Scope": "Web space",
                "Amount": "240.00",
                "Frequency": "year",
                "Date Created": "2025-02-15",
                "Client": "Bay Foods",
            },
        ),
        money=115_005,
    ),
    Theirs(
        "ITFlow",
        "people",
        "Name,Email,Role,Status,Creation Date",
        (
            {
                "Name": "Marcus Oduya",
                "Email": "marcus@shop.example",
                "Role": "Technician",
                "Status": "Active",
                "Creation Date": "2024-05-06 10:00:00",
            },
            {"Name": "Nell Price", "Email": "nell@shop.example", "Status": "Archived"},
        ),
    ),
)

SYNCRO = (
    Theirs(
        "Syncro",
        "clients",
        "id,firstname,lastname,email,address,address_2,city,state,zip,phone,mobile_phone,"
        "office_phone,home_phone,fax_phone,other_phone,get_sms,location_id,business_name,created_at,"
        "updated_at,referred_by,notes,tax_rate_id,tax_free,no_email,opt_out,disabled,custom_fields",
        (
            {
                "id": "501",
                "firstname": "Vera",
                "lastname": "Lund",
                "business_name": "Dune Surveying",
                "office_phone": "5415550130",
                "created_at": "2023-04-05 09:00:00 -0700",
                "tax_free": "True",
                "disabled": "False",
            },
            {"id": "502", "firstname": "Will", "lastname": "Moss", "home_phone": "5415550131"},
        ),
    ),
    Theirs(
        "Syncro",
        "contacts",
        "customer_id,contact_id,name,title,email,phone,extension,mobile,address1,address2,city,state,"
        "zip,notes,direct_report,ticket_matching_emails,notification_billing,notification_marketing,"
        "notification_reports,vendor_id,custom_fields",
        (
            {
                "customer_id": "501",
                "contact_id": "9001",
                "name": "Yuri Nash",
                "phone": "5415550132",
                "extension": "4",
                "notification_billing": "True",
            },
        ),
    ),
)

_GOOGLE = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,"
    "Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,"
    "Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,"
    "E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,"
    "Phone 2 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,"
    "Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,"
    "Address 1 - Extended Address,Website 1 - Label,Website 1 - Value,Event 1 - Label,"
    "Event 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value"
)
_OLD_GOOGLE = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,"
    "Family Name Yomi,Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,"
    "Gender,Location,Billing Information,Directory Server,Mileage,Occupation,Hobby,Sensitivity,"
    "Priority,Subject,Notes,Language,Photo,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
    "Phone 1 - Type,Phone 1 - Value,Organization 1 - Name,Organization 1 - Title,"
    "Organization 1 - Department"
)
_OUTLOOK = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,"
    "Business Street 2,Business Street 3,Business City,Business State,Business Postal Code,"
    "Business Country/Region,Home Street,Home Street 2,Home Street 3,Home City,Home State,"
    "Home Postal Code,Home Country/Region,Other Street,Other Street 2,Other Street 3,Other City,"
    "Other State,Other Postal Code,Other Country/Region,Assistant's Phone,Business Fax,"
    "Business Phone,Business Phone 2,Callback,Car Phone,Company Main Phone,Home Fax,Home Phone,"
    "Home Phone 2,ISDN,Mobile Phone,Other Fax,Other Phone,Pager,Primary Phone,Radio Phone,"
    "TTY/TDD Phone,Telex,Account,Anniversary,Assistant's Name,Billing Information,Birthday,"
    "Business Address PO Box,Categories,Children,Directory Server,E-mail Address,E-mail Type,"
    "E-mail Display Name,E-mail 2 Address,E-mail 2 Type,E-mail 2 Display Name,E-mail 3 Address,"
    "E-mail 3 Type,E-mail 3 Display Name,Gender,Government ID Number,Hobby,Home Address PO Box,"
    "Initials,Internet Free Busy,Keywords,Language,Location,Manager's Name,Mileage,Notes,"
    "Office Location,Organizational ID Number,Other Address PO Box,Priority,Private,Profession,"
    "Referred By,Sensitivity,Spouse,User 1,User 2,User 3,User 4,Web Page"
)
_OUTLOOK_ROW = {
    "Title": "Ms.",
    "First Name": "Pia",
    "Last Name": "Quist",
    "Company": "Alder Dental",
    "Job Title": "Bookkeeper",
    "Home Phone": "5415550140",
    "Mobile Phone": "5415550141",
    "E-mail Address": "pia@alder.example",
    "Birthday": "0/0/00",
}

MAIL = (
    Theirs(
        "Google Contacts",
        "contacts",
        _GOOGLE,
        (
            {
                "First Name": "Rita",
                "Middle Name": "Ann",
                "Last Name": "Sand",
                "Organization Name": "Alder Dental",
                "Labels": "* myContacts ::: Dental",
                "E-mail 1 - Label": "Home",
                "E-mail 1 - Value": "rita@home.example",
                "E-mail 2 - Label": "* Work",
                "E-mail 2 - Value": "rita@alder.example",
                "Phone 1 - Label": "Mobile",
                "Phone 1 - Value": "541 555 0150 ::: 541 555 0151",
                "Phone 2 - Label": "Work",
                "Phone 2 - Value": "541 555 0152",
            },
            {"First Name": "Nobody", "Last Name": "Known"},
        ),
        refused=1,
    ),
    Theirs(
        "Google Contacts",
        "contacts",
        _OLD_GOOGLE,
        (
            {
                "Name": "Tom Ude",
                "Given Name": "Tom",
                "Family Name": "Ude",
                "Organization 1 - Name": "Bay Foods",
                "Phone 1 - Type": "Mobile",
                "Phone 1 - Value": "541 555 0160",
            },
        ),
    ),
    Theirs("Outlook", "contacts", _OUTLOOK, (_OUTLOOK_ROW,)),
    Theirs(
        "Outlook",
        "contacts",
        _OUTLOOK.replace("Country/Region", "Country") + ",Given Name Yomi,Family Name Yomi",
        (_OUTLOOK_ROW | {"First Name": "Quinn", "E-mail Address": "quinn@alder.example"},),
    ),
)

_LINES = "*InvoiceNo,*Customer,*InvoiceDate,*DueDate,Terms,Location,Memo,Item(Product/Service),"
_LINES += "ItemDescription,ItemQuantity,ItemRate,*ItemAmount,Service Date"
_FIRST = {"*Customer": "Bay Foods", "*InvoiceDate": "02/13/2026", "*DueDate": "03/15/2026"}

BOOKS = (
    Theirs(
        "QuickBooks Online",
        "clients",
        "Full Name,Company,Email,Phone,Mobile,Fax,Website,Street,City,State,Country,ZIP,"
        "Opening Balance,Opening Balance Date,Resale Number",
        (
            {"Full Name": "Elm Garage", "Company": "Elm Garage LLC", "Phone": "5415550170"},
            {"Full Name": "Fir Motel", "City": "Bend", "Resale Number": "R-77"},
        ),
    ),
    Theirs(
        "QuickBooks Online",
        "invoices",
        _LINES,
        (
            {
                "*InvoiceNo": "Q-1",
                **_FIRST,
                "ItemDescription": "Labor",
                "ItemQuantity": "2.5",
                "ItemRate": "100.00",
                "*ItemAmount": "250.00",
            },
            {"*InvoiceNo": "Q-1", "ItemDescription": "Cable", "*ItemAmount": "12.50"},
            {"ItemDescription": "Trip", "*ItemAmount": "40.00"},
            {"*InvoiceNo": "Q-2", **_FIRST, "ItemDescription": "Labor", "*ItemAmount": "99.00"},
        ),
        money=40_150,
        makes=2,
    ),
    Theirs(
        "QuickBooks Online",
        "invoices",
        _LINES + ",Item Tax Code,Item Tax Amount,Currency",
        (
            {"*InvoiceNo": "Q-3", **_FIRST, "*ItemAmount": "100.00", "Item Tax Amount": "8.00"},
            {"*InvoiceNo": "Q-3", "*ItemAmount": "50.00", "Item Tax Amount": "4.00"},
        ),
        money=16_200,
        makes=1,
    ),
    Theirs(
        "QuickBooks Online",
        "invoices",
        "Invoice number,Customer,Invoice date,Due date,Item tax code,Terms,Service Date,"
        "Item (Product/Service),Item Description,Item Quantity,Item Rate,Item Amount,Memo",
        (
            {
                "Invoice number": "Q-4",
                "Customer": "Bay Foods",
                "Invoice date": "02/14/2026",
                "Item Quantity": "3",
                "Item Rate": "15.00",
                "Item Amount": "45.00",
            },
        ),
        money=4_500,
    ),
    Theirs(
        "Alga",
        "invoices",
        "*InvoiceNo,*Customer,*InvoiceDate,*DueDate,*Item,ItemDescription,*ItemQuantity,*ItemRate,"
        "*ItemAmount,Terms,Memo,TaxCode,TaxAmount",
        (
            {"*InvoiceNo": "A-1", **_FIRST, "*ItemAmount": "10.00", "TaxAmount": "0.80"},
            {"*InvoiceNo": "A-1", **_FIRST, "*ItemAmount": "20.00", "TaxAmount": "1.60"},
        ),
        money=3_240,
        makes=1,
    ),
    Theirs(
        "Frappe Books",
        "clients",
        "name,role,email,phone,address,defaultAccount,currency,taxId,outstandingAmount",
        (
            {"name": "Gull Cafe", "role": "Customer", "currency": "USD", "taxId": "T-1"},
            {"name": "Cable Supply", "role": "Supplier"},
        ),
        refused=1,
    ),
    Theirs(
        "Frappe Books",
        "invoices",
        "name,party,date,items,netTotal,taxes,grandTotal,discountAmount,outstandingAmount,terms,"
        "attachment",
        (
            {
                "name": "SINV-1",
                "party": "Bay Foods",
                "date": "2026-02-10",
                "items": "Labor",
                "netTotal": "100.00",
                "taxes": "8.25",
                "grandTotal": "108.25",
            },
        ),
        money=10_825,
    ),
)

ALGA = (
    Theirs(
        "Alga",
        "clients",
        "client_name,website,client_type,is_inactive,notes,tags,location_name,email,phone_number,"
        "address_line1,address_line2,city,state_province,postal_code,country",
        (
            {"client_name": "Holt Press", "is_inactive": "false", "location_name": "Works"},
            {"client_name": "Iris Spa", "is_inactive": "true"},
        ),
    ),
    Theirs(
        "Alga",
        "contacts",
        "full_name,email,primary_email_type,additional_email_addresses,phone_number,client,role,"
        "notes,tags",
        (
            {
                "full_name": "Uma Vale",
                "email": "uma@bay.example",
                "additional_email_addresses": "billing: ap@bay.example",
                "client": "Bay Foods",
            },
        ),
    ),
    Theirs(
        "Alga",
        "tickets",
        "title,description,status,priority,board,category,subcategory,client,contact,assigned_to,"
        "assigned_team,due_date,entered_at,closed_at,is_closed,tags",
        (
            {
                "title": "Mail stuck",
                "status": "Closed",
                "priority": "High",
                "client": "Bay Foods",
                "entered_at": "Mar 15 2024",
                "closed_at": "Mar 16 2024",
                "is_closed": "true",
            },
            {
                "title": "Old printer",
                "status": "Picked up",
                "client": "Bay Foods",
                "is_closed": "true",
            },
            {"title": "Slow disk", "status": "Waiting on Parts", "client": "Bay Foods"},
        ),
    ),
)

OWN = (
    Theirs(
        "",
        "time",
        "Technician,Ticket,Date,Start,End,Hours,Note,Billable",
        (
            {
                "Technician": "Marcus Oduya",
                "Ticket": "TCK-101",
                "Date": "2026-02-03",
                "Start": "9:15:00 AM",
                "End": "10:00:30 AM",
                "Note": "Swapped the disk",
            },
            {
                "Technician": "Marcus Oduya",
                "Ticket": "TCK-102",
                "Date": "2026-02-04",
                "Hours": "1.5",
                "Note": "Set it up",
            },
        ),
        minutes=135,
    ),
)

THEIRS = ITFLOW + SYNCRO + MAIL + BOOKS + ALGA + OWN

IIF = (
    "!HDR\tPROD\tVER\r\nHDR\tQuickBooks\t2023\r\n"
    "!CUST\tNAME\tREFNUM\tTIMESTAMP\tBADDR1\tBADDR2\tBADDR3\tBADDR4\tBADDR5\tSADDR1\tPHONE1\t"
    "PHONE2\tFAXNUM\tEMAIL\tCONT1\tCONT2\tCTYPE\tTERMS\tTAXABLE\tSALESTAXCODE\tLIMIT\tRESALENUM\t"
    "REP\tTAXITEM\tNOTEPAD\tSALUTATION\tCOMPANYNAME\tFIRSTNAME\tMIDINIT\tLASTNAME\r\n"
    "CUST\tJade Inn\t1\t1\tJade Inn\t4 Main St\tBend, OR 97701\t\t\t\t5415550180\t\t\t"
    "ap@jade.example\tKim Roe\t\t\tNet 15\tN\t\t\tR-1\t\t\t"
    '"Ask, then call"\t\tJade Inn LLC\t\t\t\r\n'
    "CUST\tJade Inn:Annex\t2\t1\r\n"
)
"""Customers as QuickBooks Desktop writes them."""
