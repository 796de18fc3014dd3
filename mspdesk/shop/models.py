"""Tables of the company itself."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Base, Code, Flag, Minor, Name, Record, Words


class Shop(Record):
    """The company: one row.

    `rate` is minor units an hour; `after_hours_factor` ten-thousandths (20_000 is twice, S048);
    minutes fields are whole minutes; `billability_target` is percent (62 is the seed's figure).
    `accounting_basis` is cash or accrual, `pay_schedule` weekly, biweekly, semimonthly or monthly,
    counted from `pay_from_on` (S124); a pay period ends `pay_lag_days` before its pay date.
    `late_fee` is millionths of what is late for each month (15_000 is 1.5 %), 0 for none; price
    rises are told `price_notice_days` ahead (S120). `margin_target` is the percent of what an hour
    brings in that should be left over its cost. One person leads `span_comfortable` people well and
    `span_many` at most (S007).
    """

    __tablename__ = "shop"

    name: Mapped[Name]
    legal_name: Mapped[Name] = mapped_column(default="")
    address: Mapped[Words]
    city: Mapped[Name] = mapped_column(default="")
    region: Mapped[Code] = mapped_column(default="")
    postal_code: Mapped[Code] = mapped_column(default="")
    country: Mapped[str] = mapped_column(String(2), default="US")
    phone: Mapped[Code] = mapped_column(default="")
    after_hours_phone: Mapped[Code] = mapped_column(default="")
    email: Mapped[Name] = mapped_column(default="")
    website: Mapped[Name] = mapped_column(default="")
    tax_number: Mapped[Code] = mapped_column(default="")
    logo: Mapped[str] = mapped_column(String(64), default="")
    currency: Mapped[str] = mapped_column(String(3), default="USD")
    profile: Mapped[str] = mapped_column(String(2), default="US")
    paper: Mapped[Code] = mapped_column(default="Letter")
    day_first: Mapped[Flag]
    rate: Mapped[Minor]
    after_hours_factor: Mapped[int] = mapped_column(default=20_000)
    increment_minutes: Mapped[int] = mapped_column(default=15)
    minimum_minutes: Mapped[int] = mapped_column(default=0)
    onsite_minimum_minutes: Mapped[int] = mapped_column(default=0)
    trip_charge: Mapped[Minor] = mapped_column(default=0)
    terms_days: Mapped[int] = mapped_column(default=15)
    labor_taxable: Mapped[Flag]
    tax_code_id: Mapped[int | None]
    billability_target: Mapped[int] = mapped_column(default=62)
    fiscal_year_month: Mapped[int] = mapped_column(default=1)
    holidays_observed: Mapped[bool] = mapped_column(default=True)
    how_to_pay: Mapped[Words]
    invoice_note: Mapped[Words]
    sample: Mapped[Flag]
    accounting_basis: Mapped[Code] = mapped_column(default="accrual")
    pay_schedule: Mapped[Code] = mapped_column(default="biweekly")
    pay_from_on: Mapped[date | None]
    pay_lag_days: Mapped[int] = mapped_column(default=0)
    late_fee: Mapped[int] = mapped_column(default=0)
    price_notice_days: Mapped[int] = mapped_column(default=30)
    margin_target: Mapped[int] = mapped_column(default=50)
    span_comfortable: Mapped[int] = mapped_column(default=7)
    span_many: Mapped[int] = mapped_column(default=10)


class NumberSeries(Record):
    """The next number of a series; `year` is 0 for a series that never starts again.

    `pattern` is written with {year} and {n}: {year}-{n:04d} gives 2026-0001 (B0).
    """

    __tablename__ = "number_series"
    __table_args__ = (UniqueConstraint("kind", "year"),)

    kind: Mapped[Code]
    year: Mapped[int] = mapped_column(default=0)
    pattern: Mapped[Code]
    next: Mapped[int] = mapped_column(default=1)


class OpenHours(Record):
    """One weekday on which the shop is open; minutes since midnight, Monday is 0."""

    __tablename__ = "open_hours"

    weekday: Mapped[int] = mapped_column(unique=True)
    from_minute: Mapped[int]
    to_minute: Mapped[int]


class Holiday(Record):
    """A day on which the shop is closed (S039).

    `rule` is a small language: `fixed 12-25`, `nth 4 thu 11`, `last mon 05`, `easter -2`, or
    `on 2026-12-24` for one year only; weekend days are observed on the nearest working day.
    """

    __tablename__ = "holiday"

    name: Mapped[Name]
    rule: Mapped[Code]


class TaxCode(Record):
    """A tax by name; `rate` in millionths (8.875 % is 88_750)."""

    __tablename__ = "tax_code"

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    rate: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)


class PayDate(Record):
    """A pay date that was moved by hand on the calendar of a year (S038)."""

    __tablename__ = "pay_date"

    nominal_on: Mapped[date] = mapped_column(unique=True)
    pay_on: Mapped[date]
    words: Mapped[Name] = mapped_column(default="")


class ImportSource(Base):
    """How the lists of one kind from one source are read: a program, or a person's own file.

    `headers` are those of the last file, one a line. `order` (day or month), `decimals` (point or
    comma) and `encoding` are what was answered, empty where files show it themselves. Rows that
    name no client are of `client_id`.
    Kept beside the journal: to take an import out again forgets nothing of this.
    """

    __tablename__ = "import_source"
    __table_args__ = (UniqueConstraint("kind", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Code]
    name: Mapped[Name]
    headers: Mapped[Words]
    order: Mapped[Code] = mapped_column(default="")
    decimals: Mapped[Code] = mapped_column(default="")
    encoding: Mapped[Code] = mapped_column(default="")
    client_id: Mapped[int | None]
    used_at: Mapped[datetime]


class ImportField(Base):
    """Where a field of a source stands and who owns it (S142).

    `header` is the column a person chose ("-" for none, empty where the tables of names decide);
    `owner` is file or app: whose word holds when a row comes again and both differ.
    """

    __tablename__ = "import_field"
    __table_args__ = (UniqueConstraint("source_id", "field"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("import_source.id", ondelete="CASCADE"))
    field: Mapped[Code]
    header: Mapped[Name] = mapped_column(default="")
    owner: Mapped[Code] = mapped_column(default="")


class ImportLink(Base):
    """Under which key a source knows a row of ours, so that it is found again whatever changed.

    `key` is the source's own id, else what names the row there. `row_id` is one of the table of
    `kind`; a row that is gone leaves its key behind, which then means nothing.
    """

    __tablename__ = "import_link"
    __table_args__ = (UniqueConstraint("source", "kind", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[Name]
    kind: Mapped[Code]
    key: Mapped[Name]
    row_id: Mapped[int]
