/* What of a group is here already: records by their ids, doors by their places. A record whose batch was taken back is
 * appended once more under the next id of its line, so that importing it again finds that one. */
#include "load/known.h"

#include <string.h>

#include "load/uuid_set.h"
#include "core/check.h"
#include "cover/voided.h"
#include "desk/desk.h"

#define AGAIN_MAX 50 /* times that one row may be taken back */

/* ---- records ---- */

/* What is here already of the group, and was it taken back? */
static int known(struct load *l, struct entry *found, enum voided *voided)
{
	struct journal reading = {
		.store = l->host.store, .keys = l->host.site->keys, .kinds = desks_kinds()
	};
	struct uuid *ids = cx_many(l->host.work, l->n, struct uuid);
	bool any = false;
	int e;

	if (!ids)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < l->n; i++)
		ids[i] = l->rows[i].item.id;
	e = store_begin_read(l->host.work, l->host.store, "load");
	if (e)
		return e;
	e = journal_find(l->host.work, &reading, ids, l->n, found);
	for (size_t i = 0; !e && i < l->n; i++) {
		any = any || found[i].pos;
		voided[i] = VOIDED_NOT;
	}
	if (any)
		e = voided_find(l->host.work, l->host.store, desks_kinds(), ids, l->n, voided);
	store_rollback(l->host.store);
	return e;
}

/* The same row once more, under the next id of its line. What lies together stays together: the first bytes are kept. */
static int take_again(struct load *l, size_t i)
{
	struct load_item *item = &l->rows[i].item;
	uint8_t digest[SEAL_HASH], both[16];
	struct seal_hasher h;

	seal_hash_begin(&h);
	seal_hash_add(&h, "bulou.import.again\n", 19);
	seal_hash_add(&h, item->id.b, sizeof(item->id.b));
	seal_hash_end(&h, digest);
	memcpy(both, item->id.b, 4);
	memcpy(both + 4, digest, 12);
	item->id = uuid_v8(both);
	l->rows[i].again++;
	return load_item_read(l, item, &l->items[i]);
}

/* Rows whose batch was taken back get an id that is not. */
static int settle_ids(struct load *l, struct entry *found, enum voided *voided)
{
	bool changed;
	int e;

	do {
		e = known(l, found, voided);
		changed = false;
		for (size_t i = 0; !e && i < l->n && !l->own_ids; i++)
			if (found[i].pos && voided[i] == VOIDED_WHOLE &&
				l->rows[i].again < AGAIN_MAX) {
				e = take_again(l, i);
				changed = true;
			}
	} while (!e && changed);
	return e;
}

static void item_keep(struct load *l, size_t i, size_t *left)
{
	l->items[*left] = l->items[i];
	l->rows[(*left)++] = l->rows[i];
}

/* The same run took it before it was broken off; once, for a second row that says the same is a duplicate. */
static bool is_ours(struct load *l, const struct entry *found, enum voided voided, int *e)
{
	bool first = false;

	if (!l->host.again || *e || voided != VOIDED_NOT || !uuid_eq(&found->batch, &l->host.batch))
		return false;
	*e = uuid_set_add(l->host.work, l->seen, &found->id, &first);
	return first;
}

int load_drop_known(struct load *l)
{
	struct entry *found = cx_many(l->host.work, l->n, struct entry);
	enum voided *voided = cx_many(l->host.work, l->n, enum voided);
	size_t left = 0;
	int e;

	l->here = cx_many(l->host.work, l->n, struct load_row);
	e = found && voided && l->here ? settle_ids(l, found, voided) : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < l->n; i++) {
		bool is_new = found[i].pos == 0;

		if (is_new && l->host.dry)
			e = uuid_set_add(l->host.work, l->seen, &l->rows[i].item.id, &is_new);
		if (is_new) {
			item_keep(l, i, &left);
			continue;
		}
		if (is_ours(l, &found[i], voided[i], &e)) {
			l->count.accepted++;
			continue;
		}
		l->count.duplicates++;
		l->count.kept_void += voided[i] != VOIDED_NOT;
		if (voided[i] == VOIDED_NOT && !uuid_is_nil(&l->rows[i].item.home.whole))
			l->here[l->here_n++] = l->rows[i];
	}
	if (!e)
		l->n = left;
	return e;
}

/* ---- doors ---- */

/* Which of the dwellings that the group names are in the roster: ret has one for each row, false where none is named. */
static int there(struct load *l, bool *ret)
{
	struct uuid *ids = cx_many(l->host.work, l->n, struct uuid);
	bool any = false;

	if (!ids)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < l->n; i++) {
		const struct load_item *item = &l->rows[i].item;

		ids[i] = uuid_is_nil(&item->door) ? item->home.whole : item->door;
		any = any || !uuid_is_nil(&ids[i]);
	}
	return any ? subjects_there(l->host.work, &l->host.cover, ids, l->n, ret) : 0;
}

/* The record names this dwelling in place of the one of its row's whole place. Its id stays: the same row is the same
 * record, whatever is listed meanwhile. */
static int home_put(struct load *l, size_t i, const struct uuid *dwelling)
{
	struct load_item *item = &l->rows[i].item;
	char old[UUID_TEXT + 1], now[UUID_TEXT + 1];
	struct str json;
	char *at;
	int e = cx_str(l->host.work, item->json, &json);

	if (e)
		return e;
	uuid_write(&item->home.whole, old);
	uuid_write(dwelling, now);
	at = memmem(json.p, json.n, old, UUID_TEXT);
	check(at != NULL);
	memcpy(at, now, UUID_TEXT);
	item->json = json;
	return load_item_read(l, item, &l->items[i]);
}

void load_home_count(struct load *l, enum home_found found, const struct load_row *r)
{
	if (!l->count.home[found].n++)
		l->count.home[found].row = r->row.number;
}

/* The homes of the group that are not listed as they are written. */
static int homes_look(struct load *l, const bool *listed)
{
	int e = 0;

	for (size_t i = 0; !e && i < l->n; i++) {
		const struct load_row *r = &l->rows[i];
		enum home_found found = HOME_NONE;
		struct uuid dwelling;

		if (uuid_is_nil(&r->item.home.whole) || listed[i])
			continue;
		e = homes_find(
			l->host.work, l->homes, &l->host.cover, &r->item.home, &dwelling, &found);
		if (!e && found == HOME_ONE)
			e = home_put(l, i, &dwelling);
		if (!e)
			load_home_count(l, found, r);
	}
	return e;
}

static void doors_drop(struct load *l, const bool *listed)
{
	size_t left = 0;

	for (size_t i = 0; i < l->n; i++) {
		const struct load_row *r = &l->rows[i];
		bool door = !uuid_is_nil(&r->item.door) && listed[i];

		if (door && !r->item.extra.n) {
			l->count.duplicates++;
			continue;
		}
		l->count.listed += door;
		item_keep(l, i, &left);
	}
	l->n = left;
}

int load_look_at_doors(struct load *l)
{
	bool *listed = cx_many(l->host.work, l->n, bool);
	int e = listed ? store_begin_read(l->host.work, l->host.store, "load") : -E_NO_MEMORY;

	if (e)
		return e;
	e = there(l, listed);
	if (!e)
		e = homes_look(l, listed);
	store_rollback(l->host.store);
	if (!e)
		doors_drop(l, listed);
	return e;
}

int load_door_check(struct load *l, const struct sheet_row *row, const struct load_item *item)
{
	struct uuid_note note = { item->id, row->number };
	struct cx *cx = l->host.work;
	bool is_new = true;
	int e = 0;

	if (!uuid_is_nil(&item->door))
		e = uuid_set_note(cx, l->doors, &item->door, &note, &is_new);
	if (e || is_new || uuid_eq(&note.record, &item->id))
		return e;
	l->count.same++;
	return err(cx, E_ROW_SAME, "subject", cx_num(cx, note.row), "户", "dwelling");
}
