"""The first visit: sales, products, visits, papers and the journal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Table, then the keys by which INSERT OR REPLACE could push an old row out.
APPEND_ONLY = {
    "journal": ("desk_id = NEW.desk_id AND seq = NEW.seq",),
    "policies": ("store_id = NEW.store_id AND version = NEW.version",),
    "visits": (
        "visit_id = NEW.visit_id",
        "store_id = NEW.store_id AND receipt_number = NEW.receipt_number",
        "store_id = NEW.store_id AND invitation_code = NEW.invitation_code",
    ),
    "visit_returns": ("visit_id = NEW.visit_id AND line_no = NEW.line_no",),
    "visit_replacements": ("visit_id = NEW.visit_id AND line_no = NEW.line_no",),
    "visit_refunds": ("visit_id = NEW.visit_id AND line_no = NEW.line_no",),
    "imports": ("import_id = NEW.import_id",),
    "import_documents": (
        (
            "import_id = NEW.import_id AND kind = NEW.kind AND document = NEW.document "
            "AND first_line = NEW.first_line"
        ),
    ),
    "sale_discounts": ("sale_id = NEW.sale_id AND line_no = NEW.line_no",),
}


def upgrade() -> None:
    create_store_tables()
    create_goods_tables()
    create_visit_tables()
    if op.get_bind().dialect.name == "sqlite":
        guard_sqlite()
        name_search_sqlite()
    else:
        guard_postgresql()
        name_search_postgresql()


def guard_sqlite() -> None:
    """Refuse UPDATE and DELETE; REPLACE fires no delete trigger, so inserting onto a row is refused too.

    A row is in the way by any of its keys, SQLite's own rowid among them (-1 where an insert names none).
    """
    for table, keys in APPEND_ONLY.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}")
        taken = f"EXISTS (SELECT 1 FROM {table} WHERE {' OR '.join(keys)} OR rowid = NEW.rowid)"  # noqa: S608
        op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {taken} {refuse}")
    op.execute(
        "CREATE TRIGGER journal_no_gap BEFORE INSERT ON journal "
        "WHEN NEW.seq IS NOT 1 + COALESCE((SELECT MAX(seq) FROM journal WHERE desk_id = NEW.desk_id), 0) "
        "BEGIN SELECT RAISE(ABORT, 'journal: an entry is one more than the last'); END"
    )


def guard_postgresql() -> None:
    """Refuse UPDATE, DELETE and TRUNCATE; a primary key refuses the rest."""
    op.execute(
        "CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END$$"
    )
    op.execute(
        "CREATE FUNCTION journal_no_gap() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN IF NEW.seq IS DISTINCT FROM "
        "1 + COALESCE((SELECT MAX(seq) FROM journal WHERE desk_id = NEW.desk_id), 0) "
        "THEN RAISE EXCEPTION 'journal: an entry is one more than the last'; END IF; RETURN NEW; END$$"
    )
    for table in APPEND_ONLY:
        for verb, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION append_only()"
            )
    op.execute(
        "CREATE TRIGGER journal_no_gap BEFORE INSERT ON journal "
        "FOR EACH ROW EXECUTE FUNCTION journal_no_gap()"
    )


def name_search_sqlite() -> None:
    """Keep an index of the words in product names, by prefix, for matches as one types."""
    op.execute(
        "CREATE VIRTUAL TABLE product_names USING fts5("
        "description, content='', contentless_delete=1, prefix='2 3 4', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    op.execute(
        "CREATE TRIGGER product_names_insert AFTER INSERT ON products BEGIN "
        "INSERT INTO product_names(rowid, description) VALUES (NEW.row_no, NEW.description); END"
    )
    op.execute(
        "CREATE TRIGGER product_names_update AFTER UPDATE OF description ON products BEGIN "
        "DELETE FROM product_names WHERE rowid = OLD.row_no; "
        "INSERT INTO product_names(rowid, description) VALUES (NEW.row_no, NEW.description); END"
    )
    op.execute(
        "CREATE TRIGGER product_names_delete AFTER DELETE ON products BEGIN "
        "DELETE FROM product_names WHERE rowid = OLD.row_no; END"
    )


def name_search_postgresql() -> None:
    """Index the words in product names; ``to_tsquery('simple', 'plu:*')`` finds a beginning of one."""
    op.execute("CREATE INDEX product_names ON products USING gin (to_tsvector('simple', description))")


def create_store_tables() -> None:
    op.create_table(
        "desks",
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("joined_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("desk_id", name=op.f("pk_desks")),
    )
    op.create_table(
        "imports",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("import_id", name=op.f("pk_imports")),
    )
    op.create_table(
        "people",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("joined_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_people")),
        sa.UniqueConstraint("store_id", "name", name=op.f("uq_people_store_id_name")),
    )
    op.create_table(
        "policies",
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("store_id", "version", name=op.f("pk_policies")),
    )
    op.create_table(
        "stores",
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("reply_address", sa.Text(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("sample", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("store_id", name=op.f("pk_stores")),
    )
    op.create_table(
        "import_documents",
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("first_line", sa.Integer(), nullable=False),
        sa.Column("last_line", sa.Integer(), nullable=False),
        sa.Column("tenders", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.import_id"], name=op.f("fk_import_documents_import_id")
        ),
        sa.PrimaryKeyConstraint(
            "import_id", "kind", "document", "first_line", name=op.f("pk_import_documents")
        ),
    )
    op.create_table(
        "journal",
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.String(length=128), nullable=False),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.desk_id"], name=op.f("fk_journal_desk_id")),
        sa.PrimaryKeyConstraint("desk_id", "seq", name=op.f("pk_journal")),
    )


def create_goods_tables() -> None:
    op.create_table(
        "products",
        sa.Column(
            "row_no",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            sa.Identity(always=False),
            nullable=False,
        ),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=8), nullable=False),
        sa.Column("bound", sa.Text(), nullable=False),
        sa.Column("removed_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("row_no", name=op.f("pk_products")),
        sa.UniqueConstraint("product_id", name=op.f("uq_products_product_id")),
        sa.UniqueConstraint("store_id", "code", name=op.f("uq_products_store_id_code")),
    )
    op.create_table(
        "sales",
        sa.Column("sale_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("sold_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("import_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("sale_id", name=op.f("pk_sales")),
        sa.UniqueConstraint("store_id", "number", name=op.f("uq_sales_store_id_number")),
        sa.UniqueConstraint("visit_id", name=op.f("uq_sales_visit_id")),
    )
    op.create_index(op.f("ix_sales_import_id"), "sales", ["import_id"], unique=False)
    op.create_table(
        "product_codes",
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.product_id"], name=op.f("fk_product_codes_product_id")
        ),
        sa.PrimaryKeyConstraint("store_id", "code", name=op.f("pk_product_codes")),
    )
    op.create_index(op.f("ix_product_codes_product_id"), "product_codes", ["product_id"], unique=False)
    op.create_table(
        "sale_lines",
        sa.Column("sale_line_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("sale_id", sa.Uuid(), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=8), nullable=False),
        sa.Column("quantity_micro", sa.BigInteger(), nullable=False),
        sa.Column("unit_price_micro", sa.BigInteger(), nullable=False),
        sa.Column("paid_minor", sa.BigInteger(), nullable=False),
        sa.Column("tax_rate_ppm", sa.Integer(), nullable=True),
        sa.Column("sold_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("first_bought_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=True),
        sa.Column("returned_micro", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint("paid_minor >= 0", name=op.f("ck_sale_lines_paid_not_below_zero")),
        sa.CheckConstraint("quantity_micro > 0", name=op.f("ck_sale_lines_sold_something")),
        sa.CheckConstraint(
            "returned_micro >= 0 AND returned_micro <= quantity_micro",
            name=op.f("ck_sale_lines_returned_within_sold"),
        ),
        sa.ForeignKeyConstraint(["sale_id"], ["sales.sale_id"], name=op.f("fk_sale_lines_sale_id")),
        sa.PrimaryKeyConstraint("sale_line_id", name=op.f("pk_sale_lines")),
        sa.UniqueConstraint("sale_id", "line_no", name=op.f("uq_sale_lines_sale_id_line_no")),
    )
    op.create_index(op.f("ix_sale_lines_import_id"), "sale_lines", ["import_id"], unique=False)
    op.create_index(
        op.f("ix_sale_lines_store_id_code_sold_at_ms"),
        "sale_lines",
        ["store_id", "code", "sold_at_ms"],
        unique=False,
    )
    op.create_table(
        "sale_discounts",
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("sale_id", sa.Uuid(), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("quantity_micro", sa.BigInteger(), nullable=False),
        sa.Column("unit_price_micro", sa.BigInteger(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("amount_minor >= 0", name=op.f("ck_sale_discounts_takes_off")),
        sa.ForeignKeyConstraint(["sale_id"], ["sales.sale_id"], name=op.f("fk_sale_discounts_sale_id")),
        sa.PrimaryKeyConstraint("sale_id", "line_no", name=op.f("pk_sale_discounts")),
    )
    op.create_table(
        "sale_tenders",
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("sale_id", sa.Uuid(), nullable=False),
        sa.Column("tender", sa.String(length=16), nullable=False),
        sa.Column("paid_minor", sa.BigInteger(), nullable=False),
        sa.Column("refunded_minor", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "tender = 'cash' OR refunded_minor <= paid_minor",
            name=op.f("ck_sale_tenders_refunded_within_paid"),
        ),
        sa.CheckConstraint("refunded_minor >= 0", name=op.f("ck_sale_tenders_refunded_not_below_zero")),
        sa.ForeignKeyConstraint(["sale_id"], ["sales.sale_id"], name=op.f("fk_sale_tenders_sale_id")),
        sa.PrimaryKeyConstraint("sale_id", "tender", name=op.f("pk_sale_tenders")),
    )
    op.create_table(
        "shelf_prices",
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("from_ms", sa.BigInteger(), nullable=False),
        sa.Column("price_micro", sa.BigInteger(), nullable=False),
        sa.Column("tax_rate_ppm", sa.Integer(), nullable=True),
        sa.Column("tax_included", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("price_micro >= 0", name=op.f("ck_shelf_prices_not_below_zero")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.product_id"], name=op.f("fk_shelf_prices_product_id")
        ),
        sa.PrimaryKeyConstraint("product_id", "from_ms", name=op.f("pk_shelf_prices")),
    )
    op.create_index(op.f("ix_shelf_prices_import_id"), "shelf_prices", ["import_id"], unique=False)
    op.create_table(
        "till_returns",
        sa.Column("till_return_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=8), nullable=False),
        sa.Column("quantity_micro", sa.BigInteger(), nullable=False),
        sa.Column("unit_price_micro", sa.BigInteger(), nullable=False),
        sa.Column("returned_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column("sale_line_id", sa.Uuid(), nullable=True),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sale_line_id"], ["sale_lines.sale_line_id"], name=op.f("fk_till_returns_sale_line_id")
        ),
        sa.PrimaryKeyConstraint("till_return_id", name=op.f("pk_till_returns")),
        sa.UniqueConstraint(
            "store_id", "document", "line_no", name=op.f("uq_till_returns_store_id_document_line_no")
        ),
    )
    op.create_index(op.f("ix_till_returns_import_id"), "till_returns", ["import_id"], unique=False)
    op.create_index(op.f("ix_till_returns_sale_line_id"), "till_returns", ["sale_line_id"], unique=False)


def create_visit_tables() -> None:
    op.create_table(
        "draft_steps",
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("visit_id", "step", name=op.f("pk_draft_steps")),
    )
    op.create_index(op.f("ix_draft_steps_desk_id"), "draft_steps", ["desk_id"], unique=False)
    op.create_table(
        "visits",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("done_at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("journal_seq", sa.BigInteger(), nullable=False),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("to_customer_minor", sa.BigInteger(), nullable=False),
        sa.Column("absorbed_minor", sa.BigInteger(), nullable=False),
        sa.Column("receipt_number", sa.Text(), nullable=False),
        sa.Column("invitation_code", sa.String(length=16), nullable=False),
        sa.Column("content_digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "to_customer_minor >= 0 AND absorbed_minor >= 0", name=op.f("ck_visits_nobody_pays")
        ),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_visits")),
        sa.UniqueConstraint("store_id", "invitation_code", name=op.f("uq_visits_store_id_invitation_code")),
        sa.UniqueConstraint("store_id", "receipt_number", name=op.f("uq_visits_store_id_receipt_number")),
    )
    op.create_table(
        "papers",
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.visit_id"], name=op.f("fk_papers_visit_id")),
        sa.PrimaryKeyConstraint("paper_id", name=op.f("pk_papers")),
    )
    op.create_index(op.f("ix_papers_state"), "papers", ["state"], unique=False)
    op.create_index(op.f("ix_papers_visit_id"), "papers", ["visit_id"], unique=False)
    op.create_table(
        "visit_refunds",
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("sale_id", sa.Uuid(), nullable=True),
        sa.Column("tender", sa.String(length=16), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_visit_refunds_gives_something")),
        sa.ForeignKeyConstraint(["sale_id"], ["sales.sale_id"], name=op.f("fk_visit_refunds_sale_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.visit_id"], name=op.f("fk_visit_refunds_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "line_no", name=op.f("pk_visit_refunds")),
    )
    op.create_table(
        "visit_replacements",
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=8), nullable=False),
        sa.Column("quantity_micro", sa.BigInteger(), nullable=False),
        sa.Column("tied_micro", sa.BigInteger(), nullable=False),
        sa.Column("shelf_minor", sa.BigInteger(), nullable=False),
        sa.Column("charged_minor", sa.BigInteger(), nullable=False),
        sa.Column("tax_rate_ppm", sa.Integer(), nullable=True),
        sa.Column("tax_minor", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "charged_minor >= 0 AND charged_minor <= shelf_minor",
            name=op.f("ck_visit_replacements_never_charged_more"),
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visits.visit_id"], name=op.f("fk_visit_replacements_visit_id")
        ),
        sa.PrimaryKeyConstraint("visit_id", "line_no", name=op.f("pk_visit_replacements")),
    )
    op.create_table(
        "visit_returns",
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("sale_line_id", sa.Uuid(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=8), nullable=False),
        sa.Column("quantity_micro", sa.BigInteger(), nullable=False),
        sa.Column("credit_minor", sa.BigInteger(), nullable=False),
        sa.Column("above_today_minor", sa.BigInteger(), nullable=False),
        sa.Column("tax_rate_ppm", sa.Integer(), nullable=True),
        sa.Column("tax_minor", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "quantity_micro > 0 AND credit_minor >= 0", name=op.f("ck_visit_returns_something_came_back")
        ),
        sa.ForeignKeyConstraint(
            ["sale_line_id"], ["sale_lines.sale_line_id"], name=op.f("fk_visit_returns_sale_line_id")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.visit_id"], name=op.f("fk_visit_returns_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "line_no", name=op.f("pk_visit_returns")),
    )
    op.create_index(op.f("ix_visit_returns_sale_line_id"), "visit_returns", ["sale_line_id"], unique=False)
