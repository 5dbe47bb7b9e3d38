/* Records and kinds: what a record is, and the tables that say what it may hold.
 *
 * A kind is a table: fields, bounds, labels, who may write it, an example, and two functions: lift (from the
 * version before) and effects (view/effects.h). From it come the check of incoming records, forms, CSV columns,
 * the OpenAPI document and the reference page. A released (kind, v) is never edited.
 * The format is doc/format/record.md. */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include "core/json.h"
#include "core/uuid.h"
#include "core/when.h"
#include "record/rights.h"
#include "seal/seal.h"

#define RECORD_BYTES_MAX (256 * 1024)
#define RECORD_LIST_MAX 1000
#define RECORD_BATCH_MAX 1000
#define RECORD_BY_MAX 64     /* code points of a person's name in by, witness */
#define RECORD_TEXT_MAX 2000 /* code points, unless the field says otherwise */

enum class {
	CLASS_OPEN,
	CLASS_IDENTITY,
	CLASS_CONTACT,
	CLASS_HEALTH,
	CLASS_WHEREABOUTS,
	CLASS_COUNSELLING,
	CLASS_EXTRA,
	CLASS_WHOLE,
	CLASSES
};
extern const char *const class_names[CLASSES];

enum field_type {
	FIELD_TEXT,    /* min, max: code points */
	FIELD_INT,     /* min, max: value */
	FIELD_DECIMAL, /* text, at most 15 digits and 3 decimals; min, max: value in thousandths */
	FIELD_BOOL,
	FIELD_DATE, /* "2022-08-30"; typed by a person, range-checked: min, max are days from at (0,0: 1900 … at + 1 year) */
	FIELD_TIME, /* RFC 3339 */
	FIELD_CHOICE,  /* one of choices */
	FIELD_CHOICES, /* a list of them, no repeats */
	FIELD_REF,     /* UUID of a subject, record, round or incident */
	FIELD_REFS,    /* a list of 1 to max (default 1,000) UUIDs, no repeats */
	FIELD_AREA,    /* an area id */
	FIELD_PHONE,
	FIELD_DOCUMENT,
	FIELD_PLATE,
	FIELD_IMAGE /* base64url of a JPEG of at most 100 KB, always sealed */
};
extern const char *const field_type_names[];

struct choice {
	const char *name; /* NULL ends a list */
	uint8_t code;     /* kept in acts; never reused */
	const char *zh, *en;
};

/* Which choices are offered where another field says what: norms, and so dated and with their source. Of several rows of a choice the
 * last that is in force on the record's day holds; a choice without a row is offered always. */
struct offer {
	const char *choice; /* NULL ends a list */
	uint32_t to;        /* bit 1 << code of each value of the field `by`; 0: to none any more */
	int32_t from;       /* local day; a day before the first row is judged by the first */
	const char *source;
};

struct field {
	const char *name; /* NULL ends a list */
	enum field_type type;
	bool required;
	enum class personal;
	int64_t min, max; /* 0, 0: the type's own bounds */
	const struct choice *choices;
	const char *zh, *en;
	bool state;     /* sets a state of the subject: `seen` may name it */
	const char *by; /* CHOICES: an open CHOICE of the same record on which it depends */
	const struct offer *offers; /* what is offered then; NULL with `by` */
	bool subject; /* REF, REFS: it names subjects, and the writer needs the right to where they lie */
	bool rests; /* REF: the record rests on that one, and is told to wait until it is here */
};

/* Which envelope members a kind needs (NEEDS) or may have (MAY). Others are refused as unknown. */
enum {
	NEEDS_AREA = 1,
	NEEDS_SUBJECT = 2,
	NEEDS_ROUND = 4,
	MAY_AREA = 8,
	MAY_SUBJECT = 16,
	MAY_ROUND = 32,
	MAY_SEEN = 64,
	KIND_TWO_PERSONS = 128, /* held until another person approves it */
	/* Its staff and units are listed in one place and work in others, and its tubes and boxes are worked on far from where they were
	 * filled: what it says of them lies where the record says. Never of a kind that lists, moves or describes them. */
	KIND_AT_WORK = 256,
	/* The program draws it up from the views: nobody hands in one of his own. The gate says so, for what comes from outside only;
	 * what stands in the journal is replayed. */
	KIND_COMPOSED = 512,
	/* Ends what two persons had ordered, or asks for that: to take it back takes two persons again. */
	KIND_FREES = 1024,
	/* A resident who opened his own record may hand in one, about himself or his home. */
	KIND_RESIDENT = 2048,
	/* What binds somebody may rest on it: whoever brings it back, where it was taken back, binds again. */
	KIND_GROUND = 4096,
	/* It raises a matter about its subject, if it has one, and is found by it: a question, a restriction, an appeal. */
	KIND_RAISES = 8192
};

struct record;
struct effects; /* view/effects.h */

/* What a rule says of a record's facts: its id and version, the verdict and the reason by their names in records, and where the
 * rule comes from. */
struct judged {
	const char *rule;
	int64_t version;
	const char *verdict, *reason, *source;
};

struct kind {
	const char *name;
	int v;
	const char *desk;
	const char *zh, *en;
	const struct field *fields;
	unsigned envelope;
	/* Who may write it: whoever may do this in this matter. MATTER_ANY: in the matter of each record that it names. */
	enum matter matter;
	enum verb verb;
	const char *covers;  /* the kind of round it answers, or NULL */
	const char *obliges; /* the standing round it may put targets in, or NULL */
	/* Another kind, or NULL: whoever wrote one of it about the same target does not write this, or it is held until another
	 * person approves it. */
	const char *not_by;
	/* A REF field, or NULL: whoever has a hand in what it names (wrote it, handed it in, approved it, went on with it, or did so
	 * with what it rests on) neither writes nor approves this. Its subject is a matter that was raised about the same thing. */
	const char *apart;
	const char *example; /* a whole record, JSON */
	/* From the body of version v-1 to this one's; pure; NULL for v 1. */
	int (*lift)(struct cx *cx, const struct json *old, const struct json **ret);
	/* 0, or the fault where fields that are right by themselves contradict each other (E_FIELD_DISAGREES); pure; from open
	 * fields only; NULL for none. Asked of what is handed in, never of what stands in the journal. */
	int (*agrees)(struct cx *cx, const struct record *r);
	/* Does the rule in force say another thing than the record? It is taken as it is, and its writer is told. Pure; from open
	 * fields only; NULL: no rule judges it. */
	bool (*differs)(const struct record *r, struct judged *ret);
	/* Pure; from open fields only; NULL for none. */
	int (*effects)(struct effects *out, const struct record *r);
};

/* All kinds, every version; made once by desks.c. */
struct kinds {
	const struct kind *const *all;
	size_t n;
	const struct kinds_index *index; /* NULL: a few, which are looked through */
};
/* The newest version of each name, by its hash; free slots are NULL. At most half of them are taken. */
#define KINDS_SLOTS 512
struct kinds_index {
	const struct kind *newest[KINDS_SLOTS];
};
void kinds_index(struct kinds *ks, struct kinds_index *ret);
const struct kind *kinds_find(const struct kinds *ks, struct str name, int v); /* NULL */
const struct kind *kinds_newest(const struct kinds *ks, struct str name);      /* NULL */

/* A record as read: checked, or from the journal (then body holds the open fields only, lifted). */
struct record {
	struct uuid id;
	const struct kind *kind; /* the newest version known; NULL when unknown to this program */
	struct str kind_name;
	int v; /* as written */
	int64_t at, at_used, received;
	struct str by, witness, via;
	bool has_device, has_subject, has_round;
	struct uuid device;
	int64_t seq;
	struct str area;
	struct uuid subject, round;
	const struct json *body; /* an object */
	const struct json
		*told; /* what `open` says, not lifted; of one from the journal, else NULL */
	const struct json *seen; /* an object or NULL */
	const struct uuid *corrects;
	size_t corrects_n;
	bool confirmed, held, clock, newer;
	struct uuid batch; /* nil = none */
	int64_t pos;       /* 0 until stored */
	struct str open;   /* canonical JSON of the open part */
	struct str plain
		[CLASSES]; /* canonical JSON of each class; only when just read from a sender */
};

/* Body values of a checked record; absent gives 0, "", false. Only open fields in effects. */
int64_t record_int(
	const struct record *r, const char *field); /* INT, BOOL, TIME (ms), DATE (day) */
int64_t record_milli(const struct record *r, const char *field); /* DECIMAL in thousandths */
struct str record_text(const struct record *r, const char *field);
uint8_t record_choice(const struct record *r, const char *field); /* its code */
uint32_t record_choices(
	const struct record *r, const char *field); /* bit 1 << code of each (code < 32) */
bool record_ref(const struct record *r, const char *field, struct uuid *ret);
size_t record_refs(const struct record *r, const char *field); /* how many */
struct uuid record_ref_at(const struct record *r, const char *field, size_t i);
/* What the writer saw of a state field; false if nothing. */
bool record_saw(const struct record *r, const char *field, struct uuid *ret);
/* The scope of its data keys: round, else body.incident, else nil. */
struct uuid record_scope(const struct record *r);

/* How a record came in. */
struct sender {
	struct str user; /* of the session; "" for none */
	int64_t now;     /* received */
	int64_t offset;  /* server clock − sender clock, ms */
	struct uuid batch;
};

/* Reads, checks and splits one record. v is the parsed JSON. 0, or an E_* whose text goes into the receipt as
 * the refusal (then *ret holds whatever of id, device, seq and scope could be read, never NULL). Sets via, received,
 * at_used, clock, newer, open, plain; confirmed when by is the session's own user or absent. */
int record_read(struct cx *cx, const struct kinds *ks, const struct json *v,
	const struct sender *from, struct record **ret);
/* The canonical form over which the mac runs (no mac member). */
int record_mac_text(struct cx *cx, const struct json *v, struct str *ret);
/* From the journal's columns; body is lifted to the newest version known. Never refuses a record for its
 * content; E_CORRUPT if open is not JSON. */
int record_from_open(struct cx *cx, const struct kinds *ks, struct str open, struct record **ret);

/* The beginning of the path of a member ("body.name", "corrects[3]") that consists of names of ours: what a sender called a
 * member may be anything, a person's name too, and is kept nowhere unsealed. */
struct str record_path_known(const struct record *r, struct str path);

/* Is a choice offered on a day where the field `by` has this code? */
bool field_offers(const struct field *f, const char *choice, uint8_t code, int32_t day);

/* Checks one body value against a field: used by record_read and by import for each cell. */
int field_check(
	struct cx *cx, const struct field *f, const char *path, const struct json *v, int64_t at);

#endif
