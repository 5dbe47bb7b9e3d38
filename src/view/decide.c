/* What becomes of each record of a group: accepted, duplicate or refused. All that is here with an id of the group, or with
 * one that it corrects, is looked up first; then the records are taken in order, and each sees those before it. */
#include "view/group.h"

#include <string.h>

#include "generated/stmt.h"
#include "record/keys.h"

#define REFUSALS_COMPARED 64 /* of one id */

int group_new(struct group *g)
{
	g->entries = cx_many(g->cx, g->n, struct entry);
	g->of = cx_many(g->cx, g->n, struct append_item *);
	if (g->entries == NULL || g->of == NULL)
		return -E_NO_MEMORY;
	map_init(&g->known, g->cx->arena);
	map_init(&g->refused, g->cx->arena);
	map_init(&g->kept, g->cx->arena);
	map_init(&g->devices, g->cx->arena);
	return 0;
}

static int learn(struct group *g, const struct uuid *id, const struct entry *entry,
	const struct append_item *item)
{
	struct known *k = cx_new(g->cx, struct known);
	void **at = map_at(&g->known, uuid_bytes(id));

	if (k == NULL || at == NULL)
		return err(g->cx, E_NO_MEMORY, NULL);
	*k = (struct known){ entry, item };
	*at = k;
	return 0;
}

/* asked: the journal has none of this id, as far as it was asked. */
static int know_refusal(struct group *g, const struct uuid *id, bool asked)
{
	void **at = map_at(&g->refused, uuid_bytes(id));
	struct refusals *known = cx_new(g->cx, struct refusals);

	if (at == NULL || known == NULL)
		return err(g->cx, E_NO_MEMORY, NULL);
	known->asked = asked;
	if (*at == NULL)
		*at = known;
	return 0;
}

/* All ids that the group's records have or correct. */
int group_load_known(struct group *g)
{
	size_t i, k, own, n = 0, total = 0;
	struct uuid *ids;
	struct entry *found;
	int64_t *refused;
	int rc;

	for (i = 0; i < g->n; i++)
		total += 1 + g->items[i].record->corrects_n;
	ids = cx_many(g->cx, total, struct uuid);
	found = cx_many(g->cx, total, struct entry);
	refused = cx_many(g->cx, g->n, int64_t);
	if (ids == NULL || found == NULL || refused == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < g->n; i++)
		if (!uuid_is_nil(&g->items[i].record->id))
			ids[n++] = g->items[i].record->id;
	own = n;
	for (i = 0; i < g->n; i++)
		for (k = 0; k < g->items[i].record->corrects_n; k++)
			ids[n++] = g->items[i].record->corrects[k];
	rc = journal_known(g->cx, &g->v->journal, ids, own, n, refused, found);
	for (i = 0; rc == 0 && i < own; i++)
		if (refused[i] > 0)
			rc = know_refusal(g, &ids[i], false);
	for (i = 0; rc == 0 && i < n; i++)
		if (found[i].pos > 0)
			rc = learn(g, &ids[i], &found[i], NULL);
	return rc;
}

int group_load_outboxes(struct group *g)
{
	struct uuid *ids = cx_many(g->cx, g->n, struct uuid);
	size_t i, n = 0;
	int rc;

	g->outboxes = cx_many(g->cx, g->n, struct outbox);
	if (ids == NULL || g->outboxes == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < g->n; i++) {
		const struct record *r = g->items[i].record;
		void **at;

		if (!r->has_device)
			continue;
		at = map_at(&g->devices, uuid_bytes(&r->device));
		if (at == NULL)
			return err(g->cx, E_NO_MEMORY, NULL);
		if (*at == NULL) {
			*at = &g->outboxes[n];
			ids[n++] = r->device;
		}
	}
	g->outboxes_n = n;
	rc = outbox_load(g->cx, &g->v->journal, ids, n, g->outboxes);
	return rc;
}

struct outbox *group_outbox(const struct group *g, const struct record *r)
{
	return r->has_device ? map_get(&g->devices, uuid_bytes(&r->device)) : NULL;
}

/* ---- the same content again? ---- */

static int same_as_entry(struct group *g, const struct record *r, const struct entry *e, bool *ret)
{
	struct str old;
	int c, rc;

	*ret = str_eq(r->open, e->open);
	for (c = CLASS_OPEN + 1; *ret && c < CLASSES; c++) {
		rc = journal_open(
			g->cx, g->v->journal.keys, &e->id, e->sealed, (enum class)c, &old);
		if (rc == -E_SEALED) {
			err_clear(g->cx); /* destroyed: what is open decides */
			continue;
		}
		if (rc != 0)
			return rc;
		*ret = (old.p == NULL) == (r->plain[c].p == NULL) && str_eq(old, r->plain[c]);
	}
	return 0;
}

static bool same_as_item(const struct record *a, const struct record *b)
{
	int c;

	if (!str_eq(a->open, b->open))
		return false;
	for (c = 0; c < CLASSES; c++)
		if ((a->plain[c].p == NULL) != (b->plain[c].p == NULL) ||
			!str_eq(a->plain[c], b->plain[c]))
			return false;
	return true;
}

/* ---- refusals ---- */

void group_take_error(struct group *g, struct append_item *it)
{
	it->error = g->cx->e;
	err_clear(g->cx);
}

static int refusal_open(struct group *g, const struct append_item *it, struct str *ret)
{
	struct str field = record_path_known(it->record, it->error.field);
	char device[UUID_TEXT + 1];
	struct buf b;
	struct jw w;

	buf_init(&b, g->cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_z(&w, "code", err_entry(it->error.code)->code);
	if (it->record->has_device) {
		uuid_write(&it->record->device, device);
		jw_f_z(&w, "device", device);
	}
	if (field.n > 0)
		jw_f_str(&w, "field", field);
	if (it->record->has_device)
		jw_f_int(&w, "seq", it->record->seq);
	jw_end_object(&w);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(g->cx, E_NO_MEMORY, NULL);
}

/* The place in g->kept of an id and what was refused of it. */
static void **kept_at(struct group *g, const struct uuid *id, struct str text)
{
	uint8_t key[16 + SEAL_HASH];

	memcpy(key, id->b, 16);
	seal_hash(NULL, text, key + 16);
	return map_at(&g->kept, (struct str){ (const char *)key, sizeof(key) });
}

/* What was erased or destroyed is like no other. */
static int learn_text(struct group *g, const struct entry *old)
{
	struct str text;
	void **at;
	int rc = journal_open(g->cx, g->v->journal.keys, &old->id, old->sealed, CLASS_WHOLE, &text);

	if (rc == -E_SEALED) {
		err_clear(g->cx);
		return 0;
	}
	if (rc != 0 || text.p == NULL)
		return rc;
	at = kept_at(g, &old->id, text);
	if (at == NULL)
		return err(g->cx, E_NO_MEMORY, NULL);
	*at = g;
	return 0;
}

/* The newest refusals of an id in the journal, each opened once a group. */
static int learn_refusals(struct group *g, const struct uuid *id)
{
	struct entry *old;
	size_t i, n;
	int rc = journal_refusals_of(g->cx, &g->v->journal, id, REFUSALS_COMPARED, &old, &n);

	for (i = 0; rc == 0 && i < n; i++)
		rc = learn_text(g, &old[i]);
	return rc;
}

/* Is a refusal of this id with this content kept already? Of an id that has very many, only the newest are compared. */
static int refusal_kept(struct group *g, const struct append_item *it, bool *ret)
{
	const struct uuid *id = &it->record->id;
	struct refusals *known = map_get(&g->refused, uuid_bytes(id));
	void **at;
	int rc = 0;

	/* Nobody asked yet for what had no id that could be read. */
	if (known == NULL) {
		rc = know_refusal(g, id, !uuid_is_nil(id));
		known = map_get(&g->refused, uuid_bytes(id));
	}
	if (rc == 0 && !known->asked)
		rc = learn_refusals(g, id);
	if (rc != 0)
		return rc;
	known->asked = true;
	at = kept_at(g, id, it->text);
	if (at == NULL)
		return err(g->cx, E_NO_MEMORY, NULL);
	*ret = *at != NULL;
	*at = g;
	return 0;
}

/* What is refused has not passed the gate and may name any round: no key is made for that. Where there is one, a purge of
 * the round reaches the refused with the accepted. */
static struct uuid refusal_scope(const struct group *g, const struct record *r)
{
	struct keyring *k = g->v->journal.keys;
	struct uuid scope = record_scope(r);

	return k != NULL && keyring_has_scope(k, &scope) ? scope : uuid_nil;
}

/* Refuses it: its number is used, and it is kept aside sealed, once an id and content and for each number that it used, so
 * that a rebuild finds the same numbers. Two sorts are answered and not kept. One whose number was used by another: its id
 * would then count as a refusal, and the next try with that number be let in; the client sends the record again under another
 * device. And one whose number the outbox has no room for: nobody's number may be lost by it. it->error is set. */
static int refuse(struct group *g, struct append_item *it)
{
	struct record *r = it->record;
	struct outbox *o = group_outbox(g, r);
	struct entry *e = &g->entries[g->entries_n];
	bool is_new = o != NULL && !outbox_has(o, r->seq), kept = false;
	struct uuid scope = refusal_scope(g, r);
	int rc = 0;

	it->receipt.status = RECEIPT_REFUSED;
	it->receipt.error = it->error;
	if (it->error.code == E_SEQ_REUSED)
		return 0;
	if (o != NULL)
		rc = outbox_add(g->cx, o, r->seq);
	if (rc == -E_TOO_MANY) {
		err_clear(g->cx);
		return 0;
	}
	if (rc != 0)
		return rc;
	*e = (struct entry){ .type = ENTRY_REFUSAL,
		.id = r->id,
		.received = r->received,
		.at_used = r->received,
		.via = r->via,
		.batch = r->batch };
	rc = refusal_open(g, it, &e->open);
	if (rc == 0)
		rc = journal_seal_one(g->cx, &g->v->journal, &r->id, &scope, r->received,
			CLASS_WHOLE, it->text, &e->sealed);
	if (rc == 0)
		rc = refusal_kept(g, it, &kept);
	if (rc == 0 && (is_new || !kept))
		g->of[g->entries_n++] = NULL;
	return rc;
}

static int refuse_with(struct group *g, struct append_item *it, int rc)
{
	(void)rc;
	group_take_error(g, it);
	return refuse(g, it);
}

/* ---- one record ---- */

/* A correction must be of the kind it corrects; a named record that is not here yet is not judged. */
static int check_corrects(struct group *g, const struct record *r)
{
	char text[UUID_TEXT + 1];
	struct record *old;
	size_t i;
	int rc;

	/* Voids and approvals are undone by a void, so that what they do needs no second rule. */
	if (r->corrects_n > 0 && str_starts(r->kind_name, STR("record.")))
		return err(g->cx, E_FIELD_UNKNOWN, "corrects");
	for (i = 0; i < r->corrects_n; i++) {
		const struct known *k = map_get(&g->known, uuid_bytes(&r->corrects[i]));
		struct str kind;

		if (k == NULL)
			continue;
		kind = k->item != NULL ? k->item->record->kind_name : STR_NONE;
		if (k->item == NULL) {
			rc = journal_record(g->cx, g->v->journal.kinds, k->entry, &old);
			if (rc != 0)
				return rc;
			kind = old->kind_name;
		}
		uuid_write(&r->corrects[i], text);
		if (!str_eq(kind, r->kind_name))
			return err(g->cx, E_CORRECTS_KIND, "corrects", text);
	}
	return 0;
}

static int check_mac(struct group *g, struct append_item *it)
{
	struct record *r = it->record;
	struct seal_key key;
	uint8_t mac[32], given[32];
	int rc;

	if (r->confirmed || it->mac.p == NULL || !r->has_device || g->v->device_key == NULL)
		return 0;
	rc = g->v->device_key(g->v->device_arg, g->cx, &r->device, r->by, &key);
	if (rc == -E_NOT_FOUND) {
		err_clear(g->cx);
		return 0;
	}
	if (rc != 0)
		return rc;
	seal_hmac256(&key, it->mac_text, mac);
	r->confirmed = hex_read(it->mac, given, sizeof(given)) &&
		seal_same(mac, given, sizeof(mac));
	seal_wipe(&key, sizeof(key));
	return 0;
}

bool is_refusal_code(int rc)
{
	int http = err_entry(rc)->http;

	return http == 422 || http == 403 || http == 410 || http == 404 || http == 409 ||
		http == 400 || http == 413;
}

int gate_no_right(struct cx *cx, const struct record *r)
{
	const char *name = cx_text(cx, r->kind_name);
	struct buf zh, en;

	buf_init(&zh, cx->arena);
	buf_init(&en, cx->arena);
	buf_fmt(&zh, "没有填报“%s”（%s）的权限", r->kind ? r->kind->zh : name, name);
	buf_fmt(&en, "no right to '%s' (%s)", r->kind ? r->kind->en : name, name);
	if (!buf_ok(&zh) || !buf_ok(&en))
		return err(cx, E_NO_MEMORY, NULL);
	return err(cx, E_NOT_ALLOWED, "kind", buf_get(&zh).p, buf_get(&en).p);
}

static int ask_gate(struct group *g, struct append_item *it)
{
	enum gate_answer answer = GATE_NO;

	if (it->gate != NULL)
		answer = it->gate->ask(it->gate->arg, g->cx, it->record);
	if (answer == GATE_NO)
		return g->cx->e.code != 0 ? -g->cx->e.code : gate_no_right(g->cx, it->record);
	it->record->held = answer == GATE_HOLD;
	return 0;
}

static int duplicate_or_taken(struct group *g, struct append_item *it, const struct known *k)
{
	char text[UUID_TEXT + 1];
	bool same = false;
	int rc = 0;

	if (k->item != NULL)
		same = same_as_item(it->record, k->item->record);
	else if (it->record->newer != ((k->entry->bits & BIT_NEWER) != 0))
		rc = same_otherwise_taken(g, it, k->entry, &same);
	else
		rc = same_as_entry(g, it->record, k->entry, &same);
	if (rc != 0)
		return rc;
	if (!same) {
		uuid_write(&it->record->id, text);
		return refuse_with(g, it, err(g->cx, E_ID_TAKEN, "id", text));
	}
	it->receipt.status = RECEIPT_DUPLICATE;
	it->receipt.pos = k->item != NULL ?
		-1 :
		k->entry->pos; /* −1: of the same group, filled in later */
	return 0;
}

static int accept(struct group *g, struct append_item *it)
{
	struct record *r = it->record;
	struct outbox *o = group_outbox(g, r);
	struct entry *e = &g->entries[g->entries_n];
	int rc = o != NULL ? outbox_add(g->cx, o, r->seq) : 0;

	if (rc == -E_TOO_MANY)
		return refuse_with(g, it, rc);
	if (rc != 0)
		return rc;
	*e = (struct entry){ .type = ENTRY_RECORD,
		.id = r->id,
		.batch = r->batch,
		.received = r->received,
		.at_used = r->at_used,
		.via = r->via,
		.open = r->open };
	e->bits = (r->confirmed ? BIT_CONFIRMED : 0u) | (r->held ? BIT_HELD : 0u) |
		(r->clock ? BIT_CLOCK : 0u) | (r->newer ? BIT_NEWER : 0u);
	rc = journal_seal(g->cx, &g->v->journal, r, &e->sealed);
	if (rc == 0)
		rc = learn(g, &r->id, NULL, it);
	if (rc == 0)
		g->of[g->entries_n++] = it;
	it->receipt.status = RECEIPT_ACCEPTED;
	return rc;
}

int group_decide(struct group *g, struct append_item *it)
{
	struct record *r = it->record;
	const struct known *k = map_get(&g->known, uuid_bytes(&r->id));
	struct outbox *o = group_outbox(g, r);
	int rc;

	it->receipt = (struct receipt){ .id = r->id, .received = r->received, .last_seq = -1 };
	if (it->refused != 0)
		return refuse(g, it);
	if (k != NULL)
		return duplicate_or_taken(g, it, k);
	if (o != NULL && outbox_has(o, r->seq) && map_get(&g->refused, uuid_bytes(&r->id)) == NULL)
		return refuse_with(g, it, err(g->cx, E_SEQ_REUSED, "seq", cx_num(g->cx, r->seq)));
	rc = check_corrects(g, r);
	if (rc == 0)
		rc = check_mac(g, it);
	if (rc == 0)
		rc = ask_gate(g, it);
	if (rc != 0)
		return is_refusal_code(rc) ? refuse_with(g, it, rc) : rc;
	return accept(g, it);
}
