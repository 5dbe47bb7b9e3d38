/* Guard: who logs in, what they may do and see, and devices. The look-book is guard/look_book.h.
 *
 * Accounts and devices are journal entries (login, device); guard keeps them in memory and
 * follows pos, so logging in asks no query. A session is a signed cookie (guard/sessions.h), good
 * for 12 hours; changing a password or disabling an account ends its sessions. */
#ifndef GUARD_GUARD_H
#define GUARD_GUARD_H

#include "guard/roles.h"
#include "guard/site.h"

#define GUARD_SESSION_MS (12 * WHEN_HOUR_MS)
#define GUARD_USERS_MAX 20000
#define GUARD_USER_MAX 64
#define GUARD_RESIDENT \
	"resident:" /* and the id of a subject: who opened his own record with a slip */

struct account {
	struct str user, name;
	struct str hash; /* Argon2id */
	struct str code; /* the secret of his one-time codes; "": the password is enough */
	const struct grant *grants; /* none = he may nothing */
	size_t grants_n;
	bool disabled;
	struct uuid staff; /* who he is among the staff; nil: nobody has said */
	struct uuid
		ticket; /* of an entry that is being made: with which he sets his first password; nil: none */
	/* His password was set anew with a slip that somebody gave him (""): who, and when; as long as the password is that one. */
	struct str reset_by;
	int64_t reset_at;
	int64_t version; /* pos of the newest change */
	int64_t seen; /* when he was last heard of: logged in, or since this process began asked anything; 0: never */
};

/* When his last right ends; 0: it has no end, or he has none. */
int64_t account_until(const struct account *a);

static inline struct rights account_rights(const struct account *a)
{
	return (struct rights){
		.person = a->user, .grants = a->grants, .n = a->grants_n, .staff = a->staff
	};
}

/* Are these accounts one person's: the same, or of one of the staff? */
bool account_same(const struct account *a, const struct account *b);

/* Does all that he was granted lie in these areas? Of who may everywhere it does; of who was granted nothing, and whose areas
 * somewhere are meant, it does not. */
bool account_within(const struct account *a, const struct area_tree *t, const struct reader *who);

struct guard;
int guard_new(struct cx *cx, struct site *s, struct guard **ret);
void guard_free(struct guard *g);
/* Takes in login and device entries after the newest it knows. Any thread; own lock. Users beyond
 * GUARD_USERS_MAX (a restore may bring them) are passed over: they cannot log in, everybody else can. */
int guard_follow(struct cx *cx, struct guard *g, struct store *s);

/* A copy in the arena; E_NOT_FOUND. Without what he proves himself by: hash and code are "". */
int guard_account(struct cx *cx, struct guard *g, struct str user, struct account *ret);
/* The same with them, to be tried or written again as an entry; they go by account_wipe. */
int guard_account_whole(struct cx *cx, struct guard *g, struct str user, struct account *ret);
void account_wipe(struct account *a);
int guard_accounts(struct cx *cx, struct guard *g, struct account **ret, size_t *ret_n);
/* The same of whoever has this name; of whom there is no account, only who may everywhere. */
bool guard_within(
	struct guard *g, struct str user, const struct area_tree *t, const struct reader *who);
/* Where a login is tried from. In version 6 a customer has not one address but a network of them, and may have many such
 * networks: address is a /64, network the /48 around it. In version 4 both are the address. */
struct guard_from {
	struct str address, network;
};
struct guard_try {
	struct str user, password, code; /* code: six digits, or none */
	int64_t real_now;                /* the machine's own clock, which a phone's codes go by */
};
/* Checks a password (slow) and, where the account has one, a code; then a session may be opened.
 * E_PASSWORD. E_CODE: the password is right, and the code is missing, wrong, or was used already (since this process began).
 * E_LOCKED_OUT after 10 failures for this user from this address, and after 10 wrong codes from wherever: for a minute, then
 * twice as long with each further one, up to 16. E_LOGINS_FAILED after 100 failures from this network, whoever was tried: then
 * one each 30 s, except for those who have logged in from this address: so over the limit the answer tells their names from
 * all the others, to whoever tries from there. */
int guard_login(struct cx *cx, struct guard *g, const struct guard_try *try, struct guard_from from,
	int64_t now, struct account *ret);
/* Is this the name of a resident, not of an account? */
bool guard_is_resident(struct str user);
/* Which resident's name this is; false: none's. */
bool guard_resident_read(struct str user, struct uuid *ret);
/* E_LOGIN; of a session that was good but for that, E_DEVICE_REVOKED, E_DISABLED. ret lives in the arena. */
int guard_session(
	struct cx *cx, struct guard *g, struct str token, int64_t now, struct rights *ret);
int guard_logout(struct cx *cx, struct guard *g, struct str token, int64_t now,
	struct entry *ret); /* an entry to append */

/* Entries to be appended (append_entries or a writer job). E_USERS_FULL: a new account beyond
 * GUARD_USERS_MAX. */
int guard_account_entry(struct cx *cx, struct site *s, const struct account *a, struct str via,
	int64_t now, struct entry *ret);

/* The gate of somebody's rights: for each record the verb and the matter of its kind, where it lies. What a disabled account hands
 * in, what was written under a right that has ended since, kinds with
 * KIND_TWO_PERSONS, and a step that another person was to take (not_by) are held; those of kinds with KIND_COMPOSED are
 * E_COMPOSED. It looks at the areas of the writer's own store, so it may only be
 * asked inside the site's write transaction; the grants are the caller's. */
struct guard_gate {
	struct gate gate;
	struct rights rights, given; /* given: without what follows from where he works */
	/* What they come to for the record in hand, as long as the next one asks the same. */
	struct {
		struct right right;
		struct about about;
		int64_t at;
		bool gives;
		struct reader who;
		struct str scopes[GRANTS_MAX];
		int64_t whole_pos; /* journal position at which `whole` was found */
		bool whole;        /* his areas are all that there are */
	} as;
	int64_t at; /* the moment whose rights are asked */
	bool disabled;
	bool composed; /* the record was drawn up by the program itself: KIND_COMPOSED passes */
	struct guard *guard;
};
void guard_gate(
	struct guard_gate *ret, struct guard *g, const struct rights *rights, bool disabled);
/* What the gate would say of it for its kind and its area alone, asked on any thread: nobody has to hand in, and have kept aside as
 * refused, what it says no to. 0; E_NOT_ALLOWED, E_COMPOSED. */
int guard_look(struct cx *cx, const struct area_tree *tree, const struct rights *rights,
	const struct record *r, int64_t now);
/* The gate of the machine's owner at the command line: everything allowed. What he brings in a file is asked as a reader's is. */
extern const struct gate guard_gate_owner;
/* Person "admin", everywhere; what was said in confidence is shown to nobody here. */
extern const struct reader guard_reader_owner;

/* Somebody asks by the whole of a person's number: counted, in memory. E_NUMBERS_ASKED: he has done so GUARD_GUESSES times within the hour
 * that began with the first. */
#define GUARD_GUESSES 60
#define GUARD_GUESSES_MS WHEN_HOUR_MS
int guard_guess(struct cx *cx, struct guard *g, struct str user, int64_t now);

/* A value as an item to append: a record, or a box {id, device, seq, box} with one inside. Any
 * thread. Non-zero only when nothing can be said of it (memory, keys); what is wrong with it is
 * in the item. */
int guard_item_read(struct cx *cx, struct site *s, const struct json *v, const struct sender *from,
	const struct gate *gate, struct append_item *ret);

/* What a reader sees of a personal value: masked ("王*", "138****5678", "5120**********1234")
 * unless he may unmask. */
int guard_mask(struct cx *cx, enum field_type type, struct str value, struct str *ret);

/* What stands for a person outside the reader's areas: a code ("7K3M-2ABC-D") that is always the same for him in this data, and leads
 * back to his id nowhere but here. E_KEY. */
#define PSEUDONYM 11
int guard_pseudonym(
	struct cx *cx, struct keyring *k, const struct uuid *subject, char ret[PSEUDONYM + 1]);

#endif
