"""The tables: money in minor units, quantities in millionths, store and desk on every record."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_RowNumber = BigInteger().with_variant(Integer, "sqlite")
_Sorted = Text().with_variant(Text(collation="C"), "postgresql")  # so that an index finds a beginning


def _owned() -> tuple[Column[object], Column[object]]:
    return Column("store_id", Uuid, nullable=False), Column("desk_id", Uuid, nullable=False)


stores = Table(
    "stores",
    metadata,
    Column("store_id", Uuid, primary_key=True),
    Column("desk_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False),  # lines separated by \n
    Column("reply_address", Text),  # where the invitation's mail goes
    Column("currency", String(3)),  # unknown until the first price or sale
    Column("time_zone", Text, nullable=False),
    Column("sample", Integer, nullable=False),  # 1 = the made-up store
)

desks = Table(
    "desks",
    metadata,
    Column("desk_id", Uuid, primary_key=True),
    Column("store_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    Column("public_key", LargeBinary, nullable=False),  # Ed25519, 32 bytes
    Column("joined_at", Text, nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("person_id", Uuid, primary_key=True),
    *_owned(),
    Column("name", Text, nullable=False),
    Column("joined_at", Text, nullable=False),
    UniqueConstraint("store_id", "name"),
)

policies = Table(
    "policies",
    metadata,
    *_owned(),
    Column("version", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("content", Text, nullable=False),  # canonical JSON
    PrimaryKeyConstraint("store_id", "version"),
)

products = Table(
    "products",
    metadata,
    Column("row_no", _RowNumber, Identity(), primary_key=True),  # what the name search points to
    Column("product_id", Uuid, nullable=False, unique=True),
    *_owned(),
    Column("code", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("unit", String(8), nullable=False),
    Column("bound", Text, nullable=False),  # of no_return, fixed_price, cash_like, separated by spaces
    Column("removed_at_ms", BigInteger),
    UniqueConstraint("store_id", "code"),
)

product_codes = Table(
    "product_codes",
    metadata,
    *_owned(),
    Column("code", Text, nullable=False),  # a GTIN or another number that a scanner may read
    Column("product_id", Uuid, ForeignKey("products.product_id"), nullable=False),
    PrimaryKeyConstraint("store_id", "code"),
    Index(None, "product_id"),
)

shelf_prices = Table(
    "shelf_prices",
    metadata,
    *_owned(),
    Column("product_id", Uuid, ForeignKey("products.product_id"), nullable=False),
    Column("from_ms", BigInteger, nullable=False),
    Column("price_micro", BigInteger, nullable=False),
    Column("tax_rate_ppm", Integer),
    Column("tax_included", Integer, nullable=False),
    Column("import_id", Uuid, nullable=False),
    PrimaryKeyConstraint("product_id", "from_ms"),
    CheckConstraint("price_micro >= 0", name="not_below_zero"),
    Index(None, "import_id"),
)

imports = Table(
    "imports",
    metadata,
    Column("import_id", Uuid, primary_key=True),
    *_owned(),
    Column("kind", String(16), nullable=False),  # sales, catalogue
    Column("started_at", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("file_sha256", String(64), nullable=False),
)

import_documents = Table(
    "import_documents",
    metadata,
    *_owned(),
    Column("import_id", Uuid, ForeignKey("imports.import_id"), nullable=False),
    Column("kind", String(8), nullable=False),  # sale, return
    Column("document", Text, nullable=False),
    Column("first_line", Integer, nullable=False),  # what one batch took of the document: these lines
    Column("last_line", Integer, nullable=False),
    Column("tenders", Text, nullable=False),  # canonical JSON: tender → minor units of these lines
    Column("digest", String(64), nullable=False),  # over these lines, see posapp.storage.digests
    PrimaryKeyConstraint("import_id", "kind", "document", "first_line"),
)

sales = Table(
    "sales",
    metadata,
    Column("sale_id", Uuid, primary_key=True),
    *_owned(),
    Column("number", _Sorted, nullable=False),
    Column("sold_at_ms", BigInteger, nullable=False),
    Column("visit_id", Uuid, unique=True),  # a desk receipt
    Column("import_id", Uuid),  # a till's receipt
    UniqueConstraint("store_id", "number"),
    Index(None, "import_id"),
)

sale_lines = Table(
    "sale_lines",
    metadata,
    Column("sale_line_id", Uuid, primary_key=True),
    *_owned(),
    Column("sale_id", Uuid, ForeignKey("sales.sale_id"), nullable=False),
    Column("line_no", Integer, nullable=False),
    Column("code", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("unit", String(8), nullable=False),
    Column("quantity_micro", BigInteger, nullable=False),
    Column("unit_price_micro", BigInteger, nullable=False),  # as the till printed it; 0 on a desk receipt
    Column("paid_minor", BigInteger, nullable=False),  # final: after every discount, tax included
    Column("tax_rate_ppm", Integer),
    Column("sold_at_ms", BigInteger, nullable=False),
    Column("first_bought_at_ms", BigInteger, nullable=False),  # the first purchase of a chain of swaps
    Column("occurrence", Integer, nullable=False),  # the n-th such line of its document
    Column("import_id", Uuid),
    Column("returned_micro", BigInteger, nullable=False, server_default="0"),
    UniqueConstraint("sale_id", "line_no"),
    CheckConstraint("quantity_micro > 0", name="sold_something"),
    CheckConstraint("paid_minor >= 0", name="paid_not_below_zero"),
    CheckConstraint("returned_micro >= 0 AND returned_micro <= quantity_micro", name="returned_within_sold"),
    Index(None, "store_id", "code", "sold_at_ms"),
    Index(None, "import_id"),
)

sale_discounts = Table(
    "sale_discounts",
    metadata,
    *_owned(),
    Column("sale_id", Uuid, ForeignKey("sales.sale_id"), nullable=False),
    Column("line_no", Integer, nullable=False),  # numbered together with the sale's lines
    Column("code", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("quantity_micro", BigInteger, nullable=False),  # as the till printed it, below zero or not
    Column("unit_price_micro", BigInteger, nullable=False),
    Column("amount_minor", BigInteger, nullable=False),  # taken off the lines that came with it (DESIGN 3)
    Column("occurrence", Integer, nullable=False),
    Column("import_id", Uuid, nullable=False),
    PrimaryKeyConstraint("sale_id", "line_no"),
    CheckConstraint("amount_minor >= 0", name="takes_off"),
)

sale_tenders = Table(
    "sale_tenders",
    metadata,
    *_owned(),
    Column("sale_id", Uuid, ForeignKey("sales.sale_id"), nullable=False),
    Column("tender", String(16), nullable=False),
    Column("paid_minor", BigInteger, nullable=False),
    Column("refunded_minor", BigInteger, nullable=False, server_default="0"),
    PrimaryKeyConstraint("sale_id", "tender"),
    CheckConstraint("refunded_minor >= 0", name="refunded_not_below_zero"),
    CheckConstraint("tender = 'cash' OR refunded_minor <= paid_minor", name="refunded_within_paid"),
)

till_returns = Table(
    "till_returns",
    metadata,
    Column("till_return_id", Uuid, primary_key=True),
    *_owned(),
    Column("document", Text, nullable=False),
    Column("line_no", Integer, nullable=False),
    Column("code", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("unit", String(8), nullable=False),
    Column("quantity_micro", BigInteger, nullable=False),
    Column("unit_price_micro", BigInteger, nullable=False),
    Column("returned_at_ms", BigInteger, nullable=False),
    Column("occurrence", Integer, nullable=False),
    Column(
        "sale_line_id", Uuid, ForeignKey("sale_lines.sale_line_id")
    ),  # empty = unmatched, counts against nobody
    Column("import_id", Uuid, nullable=False),
    UniqueConstraint("store_id", "document", "line_no"),
    Index(None, "sale_line_id"),
    Index(None, "import_id"),
)

visits = Table(
    "visits",
    metadata,
    Column("visit_id", Uuid, primary_key=True),  # the command's own number, made at the first scan
    *_owned(),
    Column("done_at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("journal_seq", BigInteger, nullable=False),  # the entry whose hash the receipt prints
    Column("policy_version", Integer, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("to_customer_minor", BigInteger, nullable=False),
    Column("absorbed_minor", BigInteger, nullable=False),
    Column("receipt_number", Text, nullable=False),
    Column("invitation_code", String(16), nullable=False),
    Column("content_digest", String(64), nullable=False),  # of the visit's lines: one number, one content
    UniqueConstraint("store_id", "receipt_number"),
    UniqueConstraint("store_id", "invitation_code"),
    CheckConstraint("to_customer_minor >= 0 AND absorbed_minor >= 0", name="nobody_pays"),
)

_VISIT = "visits.visit_id"

visit_returns = Table(
    "visit_returns",
    metadata,
    *_owned(),
    Column("visit_id", Uuid, ForeignKey(_VISIT), nullable=False),
    Column("line_no", Integer, nullable=False),
    Column("sale_line_id", Uuid, ForeignKey("sale_lines.sale_line_id")),  # empty = without a sale
    Column("code", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("unit", String(8), nullable=False),
    Column("quantity_micro", BigInteger, nullable=False),
    Column("credit_minor", BigInteger, nullable=False),
    Column("above_today_minor", BigInteger, nullable=False),
    Column("tax_rate_ppm", Integer),
    Column("tax_minor", BigInteger),
    PrimaryKeyConstraint("visit_id", "line_no"),
    CheckConstraint("quantity_micro > 0 AND credit_minor >= 0", name="something_came_back"),
    Index(None, "sale_line_id"),
)

visit_replacements = Table(
    "visit_replacements",
    metadata,
    *_owned(),
    Column("visit_id", Uuid, ForeignKey(_VISIT), nullable=False),
    Column("line_no", Integer, nullable=False),
    Column("code", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("unit", String(8), nullable=False),
    Column("quantity_micro", BigInteger, nullable=False),
    Column("tied_micro", BigInteger, nullable=False),
    Column("shelf_minor", BigInteger, nullable=False),
    Column("charged_minor", BigInteger, nullable=False),
    Column("tax_rate_ppm", Integer),
    Column("tax_minor", BigInteger),
    PrimaryKeyConstraint("visit_id", "line_no"),
    CheckConstraint("charged_minor >= 0 AND charged_minor <= shelf_minor", name="never_charged_more"),
)

visit_refunds = Table(
    "visit_refunds",
    metadata,
    *_owned(),
    Column("visit_id", Uuid, ForeignKey(_VISIT), nullable=False),
    Column("line_no", Integer, nullable=False),
    Column("sale_id", Uuid, ForeignKey("sales.sale_id")),
    Column("tender", String(16), nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    PrimaryKeyConstraint("visit_id", "line_no"),
    CheckConstraint("amount_minor > 0", name="gives_something"),
)

papers = Table(
    "papers",
    metadata,
    Column("paper_id", Uuid, primary_key=True),
    *_owned(),
    Column("visit_id", Uuid, ForeignKey(_VISIT), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),  # prepared, saved
    Index(None, "state"),
    Index(None, "visit_id"),
)

draft_steps = Table(
    "draft_steps",
    metadata,
    *_owned(),
    Column("visit_id", Uuid, nullable=False),
    Column("step", Integer, nullable=False),  # undo goes back one
    Column("actor", Text, nullable=False),
    Column("content", Text, nullable=False),
    PrimaryKeyConstraint("visit_id", "step"),
    Index(None, "desk_id"),
)

journal = Table(
    "journal",
    metadata,
    Column("store_id", Uuid, nullable=False),
    Column("desk_id", Uuid, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("payload", Text, nullable=False),  # canonical JSON, hashed as it stands
    Column("prev_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("signature", String(128), nullable=False),
    PrimaryKeyConstraint("desk_id", "seq"),
    ForeignKeyConstraint(["desk_id"], ["desks.desk_id"]),
)

APPEND_ONLY = (
    journal,
    policies,
    visits,
    visit_returns,
    visit_replacements,
    visit_refunds,
    imports,
    import_documents,
    sale_discounts,
)
