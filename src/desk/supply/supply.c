/* What a movement of goods means: the same quantity out of one place and into another. */
#include "desk/supply/supply.h"

#include "cover/base_kinds.h"

static struct str place_made(struct effects *e, struct buf *b)
{
	if (!buf_ok(b) && !e->failed)
		e->failed = err(e->cx, E_NO_MEMORY, NULL);
	return buf_get(b);
}

/* "store:UUID" of the subject that a field names. */
static struct str place_of(
	struct effects *e, const struct record *r, const char *what, const char *field)
{
	struct uuid id = uuid_nil;
	struct buf b;

	record_ref(r, field, &id);
	buf_init(&b, e->cx->arena);
	buf_z(&b, what);
	buf_c(&b, ':');
	buf_uuid(&b, &id);
	return place_made(e, &b);
}

/* "spoiled:AREA" */
static struct str place_here(struct effects *e, const struct record *r, const char *what)
{
	struct buf b;

	buf_init(&b, e->cx->arena);
	buf_z(&b, what);
	buf_c(&b, ':');
	buf_str(&b, r->area);
	return place_made(e, &b);
}

static struct parcel parcel_of(const struct record *r)
{
	struct parcel p = { .incident = base_incident(r),
		.item = record_text(r, "item"),
		.milli = record_milli(r, "quantity") };

	record_ref(r, "gift", &p.lot);
	return p;
}

static int goods(struct effects *e, const struct record *r, struct str from, struct str to)
{
	struct parcel p = parcel_of(r);

	return effects_goods(e, from, to, &p);
}

int supply_store_effects(struct effects *e, const struct record *r)
{
	return effects_subject(e, r->subject, SUBJECT_STORE, r->area, record_text(r, "name"), 0);
}

/* A correction that named no lot would be one of its own, and tear from the gift what was booked of it. Which lot that is may
 * not be known yet, for what it corrects may come later: the writer says it. */
int supply_received_agrees(struct cx *cx, const struct record *r)
{
	char id[UUID_TEXT + 1];
	struct uuid lot;
	struct buf zh, en;

	if (!r->corrects_n || !record_int(r, "donated") || record_ref(r, "gift", &lot))
		return 0;
	uuid_write(&r->corrects[0], id);
	buf_init(&zh, cx->arena);
	buf_init(&en, cx->arena);
	buf_fmt(&zh, "更正捐赠物资的入库，须填写其捐赠批次；原记录没有填写的，填原记录编号 %s", id);
	buf_fmt(&en,
		"a correction of a gift names its lot: the one that was named, else the record's own id, %s",
		id);
	return err(cx, E_FIELD_DISAGREES, "body.gift", buf_ok(&zh) ? buf_get(&zh).p : "?",
		buf_ok(&en) ? buf_get(&en).p : "?");
}

/* A gift is a lot by itself, of its record's id; one that names a gift adds to that, as what came later of it does, or a
 * correction of its record. Its value counts in fen, so that a sum has no rounding of its own. */
int supply_received_effects(struct effects *e, const struct record *r)
{
	struct parcel p = parcel_of(r);

	if (record_int(r, "donated") && uuid_is_nil(&p.lot))
		p.lot = r->id;
	effects_goods(e, place_here(e, r, "supplier"), place_of(e, r, "store", "store"), &p);
	effects_amount(e, SUPPLY_RECEIVED, base_incident(r), 1);
	if (record_int(r, "donated"))
		effects_amount(
			e, SUPPLY_GIFTS, base_incident(r), (record_milli(r, "value") + 5) / 10);
	return e->failed;
}

int supply_moved_effects(struct effects *e, const struct record *r)
{
	return goods(e, r, place_of(e, r, "store", "from"), place_of(e, r, "store", "to"));
}

int supply_delivered_effects(struct effects *e, const struct record *r)
{
	goods(e, r, place_of(e, r, "store", "from"), place_of(e, r, "dwelling", "to"));
	return effects_amount(e, SUPPLY_DELIVERED, base_incident(r), 1);
}

int supply_used_effects(struct effects *e, const struct record *r)
{
	goods(e, r, place_of(e, r, "store", "from"), place_here(e, r, "used"));
	return effects_amount(e, SUPPLY_USED, base_incident(r), 1);
}

int supply_spoiled_effects(struct effects *e, const struct record *r)
{
	return goods(e, r, place_of(e, r, "store", "from"), place_here(e, r, "spoiled"));
}

int supply_lost_effects(struct effects *e, const struct record *r)
{
	return goods(e, r, place_of(e, r, "store", "from"), place_here(e, r, "lost"));
}

int supply_counted_effects(struct effects *e, const struct record *r)
{
	struct parcel p = parcel_of(r);

	return effects_counted(e, place_of(e, r, "store", "store"), &p);
}
