/* The notice: what, since when, until when, why in plain words, who decided by office, and how to object. It names nobody but whom
 * it is for, and tells of nobody's data but his. */
#include "desk/restriction/restrictions.h"

#include <string.h>

#include "cover/cover_read.h"
#include "cover/homes.h"
#include "desk/doors.h"
#include "desk/restriction/restriction.h"
#include "rules/norms.h"

/* ---- what is sealed ---- */

/* The words that a record says in a class; STR_NONE: none, or they were destroyed. */
static int words(struct cx *cx, const struct cover *c, const struct uuid *id, enum class k,
	const char *field, struct str *ret)
{
	struct journal j = { .store = c->store, .kinds = c->kinds };
	struct str plain = STR_NONE;
	const struct json *v;
	struct entry entry;
	int e = journal_find(cx, &j, id, 1, &entry);

	*ret = STR_NONE;
	if (e || !entry.pos)
		return e;
	e = journal_open(cx, c->keys, id, entry.sealed, k, &plain);
	if (e == -E_SEALED) {
		err_clear(cx);
		return 0;
	}
	if (e || !plain.n)
		return e;
	e = json_read(cx, plain, &json_limits_request, &v);
	if (!e)
		*ret = json_text(v, field);
	return e;
}

int restriction_notice(struct cx *cx, const struct cover *c, const struct restriction_row *of,
	bool unmask, struct restriction_notice *ret)
{
	const struct record *said = of->latest ? of->latest : of->order;
	struct home *homes;
	size_t n = 0;
	int e = 0;

	*ret = (struct restriction_notice){ .of = of, .name = of->name };
	if (!unmask)
		return 0;
	if (of->whom.type == SUBJECT_PERSON)
		e = homes_told(cx, c, &of->whom.id, 1, &homes, &n);
	if (!e && n && homes[0].name.n)
		ret->name = homes[0].name;
	if (!e)
		e = words(cx, c, &said->id, CLASS_HEALTH, "reason", &ret->reason);
	if (!e && !uuid_is_nil(&of->decided))
		e = words(cx, c, &of->decided, CLASS_HEALTH, "reason", &ret->decision);
	return e;
}

/* ---- in words ---- */

/* What a choice of a record is called; "" where it says none. */
static const char *label(const struct record *r, const char *field, bool zh)
{
	uint8_t code = record_choice(r, field);

	for (const struct field *f = r->kind ? r->kind->fields : NULL; f && f->name; f++)
		for (const struct choice *k = f->choices;
			k && k->name && strcmp(f->name, field) == 0; k++)
			if (k->code == code)
				return zh ? k->zh : k->en;
	return "";
}

static void zone_why(struct buf *b, const struct record *zone, bool zh)
{
	struct str basis = record_text(zone, "basis");

	buf_fmt(b,
		zh ? "您的登记住址所在区域属于划定的管控区域（%s），依据：" STR_FMT "。" :
		     "The area where you are entered as living lies in a zone (%s), by: " STR_FMT
		     ".",
		label(zone, "level", zh), STR_ARG(basis));
}

static void rule_why(struct buf *b, const struct record *said, const struct record *match, bool zh)
{
	const struct norm *n = norm_trace_version(TRACE_TRAVEL, record_int(said, "version"));
	struct str list = record_text(match, "snapshot");

	buf_fmt(b,
		zh ? "按规则“%s”第 %lld 版（%s）判定：您 " :
		     "By the rule '%s', version %lld (%s): your journey of ",
		label(said, "rule", zh), (long long)record_int(said, "version"),
		n ? n->source : "");
	buf_day(b, (int32_t)record_int(match, "day"));
	buf_fmt(b,
		zh ? " 的行程涉及%s（清单版本 " STR_FMT "）。所用数据仅为您本人的行程登记。" :
		     " touches an area of %s (list " STR_FMT
		     "). Nothing but your own journey was used.",
		label(match, "level", zh), STR_ARG(list));
}

static const char *case_why(enum restriction_concern concern, bool zh)
{
	if (concern == CONCERN_HIMSELF)
		return zh ? "您已登记为感染者。" : "You are entered as a case.";
	if (concern == CONCERN_CONTACT)
		return zh ? "您已登记为感染者的接触人员。为保护其隐私，不告知其身份。" :
			    "You are entered as a contact of a case. Who it is is not told.";
	return zh ?
		"您的登记住址所在区域（网格）有登记的感染者。为保护其隐私，不告知其身份。" :
		"A case is entered in the area (grid) where you are entered as living. Who it is is not told.";
}

static const char *groundless_why(enum restriction_concern concern, bool zh)
{
	if (concern == CONCERN_NONE)
		return zh ?
			"所依据的原因与您之间没有登记的关联，本措施现不生效。" :
			"No record says that what it rests on concerns you: the restriction does not hold.";
	return zh ? "所依据的原因目前不成立，本措施现不生效。" :
		    "What it rests on does not stand at present: the restriction does not hold.";
}

struct str notice_why(struct cx *cx, const struct restriction_notice *n, bool zh)
{
	const struct restriction_row *v = n->of;
	const struct record *said = v->latest ? v->latest : v->order;
	struct buf b;

	buf_init(&b, cx->arena);
	if (!v->grounded)
		buf_z(&b, groundless_why(v->concern, zh));
	else if (record_choice(said, "cause") == CAUSE_CASE)
		buf_z(&b, case_why(v->concern, zh));
	else if (record_choice(said, "cause") == CAUSE_ZONE)
		zone_why(&b, v->ground, zh);
	else
		rule_why(&b, said, v->ground, zh);
	return buf_ok(&b) ? buf_get(&b) : STR("?");
}

struct str notice_appeal(bool zh)
{
	return zh ?
		STR("对本措施不服的，可随时向送达人员口头提出，或致电、书面提出，无须说明证据。申诉由未参与本措施的人员"
		    "在 24 小时内处理，处理理由告知本人。") :
		STR("You may object at any time: tell whoever brings this, call, or write; no proof is needed. Somebody who had no "
		    "part in this decides within 24 hours, and tells you why.");
}

static struct str end_text(bool zh)
{
	return zh ?
		STR("期满即自行失效，无须申请；未经两人重新批准并再次告知，不得延长。") :
		STR("It ends by itself; nobody may extend it without two persons' approval and another notice.");
}

/* ---- on paper ---- */

static void line(struct sheet *s, const char *name, struct str text)
{
	struct buf b;

	buf_init(&b, s->cx->arena);
	buf_z(&b, name);
	buf_str(&b, text);
	if (buf_ok(&b))
		sheet_paragraph(s, buf_get(&b));
}

static struct str moment(struct cx *cx, int64_t ms)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_when(&b, ms);
	return buf_ok(&b) ? buf_get(&b) : STR("?");
}

static void whom_write(struct sheet *s, const struct cover *c, const struct restriction_notice *n)
{
	const struct area *a = area_find(c->tree, n->of->order->area);
	bool zh = s->head.zh;

	line(s, zh ? "告知对象：" : "To: ", n->name.n ? n->name : STR("________"));
	if (n->of->whom.type == SUBJECT_DWELLING)
		line(s, zh ? "住所：" : "Home: ", door_said(s->cx, n->of->whom.place, zh));
	line(s, zh ? "所在区域：" : "Area: ", a ? a->name : n->of->order->area);
}

static void what_write(struct sheet *s, const struct restriction_notice *n)
{
	const struct restriction_row *v = n->of;
	bool zh = s->head.zh;

	line(s, zh ? "限制措施：" : "Restriction: ", str_of(label(v->order, "what", zh)));
	line(s, zh ? "状态：" : "State: ",
		str_of(zh ? restriction_state_choice(v->state)->zh :
			    restriction_state_choice(v->state)->en));
	line(s, zh ? "开始时间：" : "Since: ", moment(s->cx, v->from));
	line(s, zh ? "期满时间：" : "Until: ", moment(s->cx, v->until));
	sheet_paragraph(s, end_text(zh));
	line(s, zh ? "原因：" : "Why: ", notice_why(s->cx, n, zh));
	if (n->reason.n)
		line(s, zh ? "理由：" : "In words: ", n->reason);
	if (n->decision.n)
		line(s, zh ? "申诉处理理由：" : "Why the appeal was decided so: ", n->decision);
	line(s, zh ? "决定单位：" : "Decided by: ", record_text(v->order, "office"));
}

int notice_write(struct cx *cx, const struct cover *c, const struct restriction_notice *n,
	enum sheet_format format, bool zh, struct str *ret)
{
	struct sheet_head head = { .title = zh ? STR("限制措施告知书") :
						 STR("Notice of a restriction"),
		.foot = moment(cx, c->now),
		.at = c->now,
		.zh = zh };
	struct sheet s;

	sheet_begin(&s, cx, format, &head);
	whom_write(&s, c, n);
	what_write(&s, n);
	sheet_heading(&s, zh ? "如何申诉" : "How to object");
	sheet_paragraph(&s, notice_appeal(zh));
	line(&s, zh ? "咨询电话：" : "Where to ask: ", STR("________________"));
	sheet_signed(&s,
		zh ? STR("送达人：________  签收人：________  时间：________") :
		     STR("Served by: ________  Taken by: ________  At: ________"));
	return sheet_end(&s, ret);
}

void row_notice(struct jw *w, struct cx *cx, const struct restriction_notice *n)
{
	const struct restriction_row *v = n->of;

	jw_object(w);
	row_uuid(w, "id", &v->order->id);
	row_uuid(w, "subject", &v->order->subject);
	jw_f_str(w, "name", n->name);
	jw_f_str(w, "area", v->order->area);
	jw_f_str(w, "what", json_text(v->order->body, "what"));
	jw_f_z(w, "what_zh", label(v->order, "what", true));
	jw_f_z(w, "what_en", label(v->order, "what", false));
	jw_f_z(w, "state", restriction_state_choice(v->state)->name);
	row_time(w, "from", v->from);
	row_time(w, "until", v->until);
	jw_f_str(w, "why_zh", notice_why(cx, n, true));
	jw_f_str(w, "why_en", notice_why(cx, n, false));
	jw_f_str(w, "office", record_text(v->order, "office"));
	jw_f_str(w, "reason", n->reason);
	jw_f_str(w, "decision", n->decision);
	jw_f_str(w, "appeal_zh", notice_appeal(true));
	jw_f_str(w, "appeal_en", notice_appeal(false));
	jw_end_object(w);
}
