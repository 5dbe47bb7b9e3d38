/* The certificate that a server shows, and its successors. */
#include <gnutls/abstract.h>
#include <string.h>
#include <sys/stat.h>

#include "sys/sys.h"
#include "tls/own.h"

#define CHAIN_MAX 8

struct pair {
	gnutls_pcert_st chain[CHAIN_MAX];
	unsigned n;
	gnutls_privkey_t key;
	int64_t until;
};

/* When a file was written, and which it is: a renewal may put another in its place in the same second. */
struct stamp {
	ino_t file;
	off_t size;
	struct timespec at, changed; /* changed: its mode too */
};

struct tls_shown {
	const char *certificate, *key;
	struct arena arena; /* the two paths */
	struct pair pairs[TLS_SHOWN_KEPT];
	size_t now, n; /* the newest, and how many there are */
	struct stamp stamps[2];
	int64_t read_ms;
};

/* ---- one pair ---- */

static void pair_free(struct pair *p)
{
	for (unsigned i = 0; i < p->n; i++)
		gnutls_pcert_deinit(&p->chain[i]);
	if (p->key)
		gnutls_privkey_deinit(p->key);
	memset(p, 0, sizeof(*p));
}

static int chain_read(struct cx *cx, struct str pem, struct pair *p)
{
	gnutls_datum_t d = { (unsigned char *)(uintptr_t)pem.p, (unsigned)pem.n };

	unsigned n = CHAIN_MAX;
	int code = gnutls_pcert_list_import_x509_raw(
		p->chain, &n, &d, GNUTLS_X509_FMT_PEM, GNUTLS_X509_CRT_LIST_IMPORT_FAIL_IF_EXCEED);

	p->n = code < 0 ? 0 : n;
	return tls_failed(cx, code, "证书", "the certificate");
}

static int key_read(struct cx *cx, struct str pem, struct pair *p)
{
	gnutls_datum_t d = { (unsigned char *)(uintptr_t)pem.p, (unsigned)pem.n };
	int code = gnutls_privkey_init(&p->key);

	if (code >= 0)
		code = gnutls_privkey_import_x509_raw(p->key, &d, GNUTLS_X509_FMT_PEM, NULL, 0);
	return tls_failed(cx, code, "证书的密钥", "the certificate's key");
}

/* Both have one public key. */
static int belong(struct cx *cx, const struct pair *p)
{
	uint8_t a[64], b[64];
	size_t an = sizeof(a), bn = sizeof(b);
	gnutls_pubkey_t key;
	int code = gnutls_pubkey_init(&key);

	if (code < 0)
		return tls_failed(cx, code, "密钥", "the key");
	code = gnutls_pubkey_import_privkey(key, p->key, 0, 0);
	if (code >= 0)
		code = gnutls_pubkey_get_key_id(key, GNUTLS_KEYID_USE_SHA256, a, &an);
	if (code >= 0)
		code = gnutls_pubkey_get_key_id(
			p->chain[0].pubkey, GNUTLS_KEYID_USE_SHA256, b, &bn);
	gnutls_pubkey_deinit(key);
	if (code < 0)
		return tls_failed(cx, code, "密钥", "the key");
	if (an != bn || memcmp(a, b, an) != 0)
		return err(
			cx, E_TLS, NULL, "密钥与证书不相配", "the key is not this certificate's");
	return 0;
}

static int pair_load(struct cx *cx, const struct tls_shown *t, struct pair *p)
{
	struct str certificate, key = STR_NONE;
	struct tls_facts facts;
	int e = sys_read_file(cx, t->certificate, TLS_PEM_MAX, &certificate);

	if (!e && sys_file_mode(t->key) > 0 && sys_file_mode(t->key) & 007)
		e = err(cx, E_TLS_KEY, NULL, t->key);
	if (!e)
		e = sys_read_file(cx, t->key, TLS_PEM_MAX, &key);
	if (!e)
		e = tls_facts_of(cx, certificate, &facts);
	if (!e)
		e = chain_read(cx, certificate, p);
	if (!e)
		e = key_read(cx, key, p);
	if (!e)
		e = belong(cx, p);
	if (!e)
		p->until = facts.until;
	gnutls_memset((char *)(uintptr_t)key.p, 0, key.n);
	return e;
}

/* ---- the files ---- */

static bool time_same(struct timespec a, struct timespec b)
{
	return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static bool stamp_same(const struct stamp *a, const struct stamp *b)
{
	return a->file == b->file && a->size == b->size && time_same(a->at, b->at) &&
		time_same(a->changed, b->changed);
}

static bool stamps_follow(struct tls_shown *t)
{
	const char *paths[] = { t->certificate, t->key };
	bool changed = false;

	for (int i = 0; i < 2; i++) {
		struct stamp now = { 0 };
		struct stat st;

		if (stat(paths[i], &st) == 0)
			now = (struct stamp){ st.st_ino, st.st_size, st.st_mtim, st.st_ctim };
		changed |= !stamp_same(&now, &t->stamps[i]);
		t->stamps[i] = now;
	}
	return changed;
}

static int load(struct cx *cx, struct tls_shown *t)
{
	struct pair p = { .n = 0 };
	int e = pair_load(cx, t, &p);
	size_t next = t->n ? (t->now + 1) % TLS_SHOWN_KEPT : 0;

	if (e) {
		pair_free(&p);
		return e;
	}
	pair_free(&t->pairs[next]);
	t->pairs[next] = p;
	t->now = next;
	t->n++;
	return 0;
}

int tls_shown_follow(struct cx *cx, struct tls_shown *t, bool *ret_changed)
{
	int64_t now = sys_ticks_us() / 1000;
	int e;

	*ret_changed = false;
	if (now - t->read_ms < TLS_FOLLOW_MS || !stamps_follow(t))
		return 0;
	t->read_ms = now;
	e = load(cx, t);
	/* What stood in the way may go without a trace on the files: it is tried again. */
	if (e)
		memset(t->stamps, 0, sizeof(t->stamps));
	*ret_changed = !e;
	return e;
}

static int paths_keep(struct cx *cx, struct tls_shown *t, const char *certificate, const char *key)
{
	struct cx own = { .arena = &t->arena };
	struct str a, b;

	if (cx_str(&own, str_of(certificate), &a) || cx_str(&own, str_of(key), &b))
		return err(cx, E_NO_MEMORY, NULL);
	t->certificate = a.p;
	t->key = b.p;
	return 0;
}

int tls_shown_new(struct cx *cx, const char *certificate, const char *key, struct tls_shown **ret)
{
	struct tls_shown *t = sys_new(1, sizeof(*t));
	int e;

	*ret = NULL;
	if (!t)
		return err(cx, E_NO_MEMORY, NULL);
	arena_init(&t->arena, &sys_heap, 0);
	e = paths_keep(cx, t, certificate, key);
	if (!e) {
		stamps_follow(t);
		t->read_ms = sys_ticks_us() / 1000;
		e = load(cx, t);
	}
	if (e)
		tls_shown_free(t);
	else
		*ret = t;
	return e;
}

void tls_shown_free(struct tls_shown *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < TLS_SHOWN_KEPT; i++)
		pair_free(&t->pairs[i]);
	arena_done(&t->arena);
	sys_free(t);
}

int64_t tls_shown_until(const struct tls_shown *t)
{
	return t->pairs[t->now].until;
}

void tls_shown_pair(const struct tls_shown *t, struct gnutls_pcert_st **ret_list, unsigned *ret_n,
	struct gnutls_privkey_st **ret_key)
{
	const struct pair *p = &t->pairs[t->now];

	*ret_list = (struct gnutls_pcert_st *)(uintptr_t)p->chain;
	*ret_n = p->n;
	*ret_key = p->key;
}
