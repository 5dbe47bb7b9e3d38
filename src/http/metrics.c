/* Is it well, and why not; and numbers for Prometheus. Both without a login, and both without a
 * word about a person. */
#include "http/own.h"

#include "sys/sys.h"

#define STALE_MS 15000

static const char *why_not(struct http *h)
{
	int error = atomic_load(&h->house_error);

	if (atomic_load(&h->stopping))
		return err_entry(E_STOPPED)->code;
	if (!error)
		error = atomic_load(&h->write_error);
	if (error)
		return err_entry(error)->code;
	return sys_ticks_us() / 1000 - atomic_load(&h->house_ok_ms) > STALE_MS ?
		err_entry(E_BUSY)->code :
		NULL;
}

/* A certificate that ends is no reason to call the service ill: but somebody has to be told in time. */
static void certificate_write(struct jw *w, struct http *h)
{
	int error = atomic_load(&h->shown_error);

	if (!h->shown)
		return;
	row_time(w, "certificate_until", tls_shown_until(h->shown));
	if (error)
		jw_f_z(w, "certificate_error", err_entry(error)->code);
}

/* Everything else goes on: but whoever is to be asked about a journey, or warned, may wait. */
static void follow_write(struct jw *w, struct http *h)
{
	int error = atomic_load(&h->follow_error);

	if (error)
		jw_f_z(w, "follow_error", err_entry(error)->code);
}

int route_health(struct call *c)
{
	const char *why = why_not(c->http);
	struct jw *w = &c->w;

	c->status = why ? 503 : 200;
	jw_object(w);
	jw_f_z(w, "status", why ? "failing" : "ok");
	jw_f_z(w, "why", why);
	jw_f_int(w, "pos", writer_last_pos(c->http->writer));
	jw_f_bool(w, "search_filling", search_filling(c->http->search));
	jw_f_bool(w, "homes_filling", search_homes_filling(c->http->search));
	follow_write(w, c->http);
	certificate_write(w, c->http);
	jw_end_object(w);
	return answer_end(c);
}

static void metric(
	struct buf *b, const char *name, const char *type, const char *help, uint64_t value)
{
	buf_fmt(b, "# HELP bulou_%s %s\n# TYPE bulou_%s %s\nbulou_%s %llu\n", name, help, name,
		type, name, (unsigned long long)value);
}

static void http_metrics(struct buf *b, struct http *h)
{
	static const char *const classes[] = { NULL, "1xx", "2xx", "3xx", "4xx", "5xx" };
	static const char *const ranks[RANKS] = { "board", "look_up", "record", "urgent" };
	struct http_counts *n = &h->counts;

	metric(b, "http_requests_total", "counter", "Requests answered", atomic_load(&n->requests));
	buf_z(b,
		"# HELP bulou_http_responses_total Answers by status\n# TYPE bulou_http_responses_total counter\n");
	for (int i = 2; i < 6; i++)
		buf_fmt(b, "bulou_http_responses_total{status=\"%s\"} %llu\n", classes[i],
			(unsigned long long)atomic_load(&n->status[i]));
	buf_z(b,
		"# HELP bulou_http_shed_total Requests turned away because the server was full\n# TYPE bulou_http_shed_total counter\n");
	for (int i = 0; i < RANKS; i++)
		buf_fmt(b, "bulou_http_shed_total{rank=\"%s\"} %llu\n", ranks[i],
			(unsigned long long)atomic_load(&n->shed[i]));
	metric(b, "http_connections", "gauge", "Open connections", atomic_load(&n->connections));
	metric(b, "http_connections_max", "gauge", "Connections that may be open",
		h->connections_max);
	metric(b, "http_received_bytes_total", "counter", "Bytes of bodies received",
		atomic_load(&n->bytes_in));
	metric(b, "http_sent_bytes_total", "counter", "Bytes of bodies sent",
		atomic_load(&n->bytes_out));
	metric(b, "http_account_busy_total", "counter",
		"Requests turned away because their account had too much in hand",
		atomic_load(&n->rejected));
	metric(b, "http_in_hand", "gauge", "Requests that a worker or the writer has", h->in_hand);
}

static void trace_metrics(struct buf *b, struct http *h)
{
	buf_z(b,
		"# HELP bulou_security_total What the security trace tells of\n# TYPE bulou_security_total counter\n");
	/* Commands are other processes. */
	for (int i = 0; i < TRACE_SORTS; i++)
		if (i != TRACE_COMMAND)
			buf_fmt(b, "bulou_security_total{what=\"%s\"} %llu\n", trace_names[i],
				(unsigned long long)trace_count(h->trace, (enum trace_sort)i));
}

static void writer_metrics(struct buf *b, struct http *h)
{
	struct writer_counts n;

	writer_count(h->writer, &n);
	metric(b, "records_accepted_total", "counter", "Records accepted", n.records);
	metric(b, "records_refused_total", "counter", "Records refused", n.refused);
	metric(b, "records_duplicate_total", "counter", "Records that were here already",
		n.duplicates);
	metric(b, "commits_total", "counter", "Commit groups", n.commits);
	metric(b, "commit_microseconds_total", "counter", "Time spent in commits", n.commit_us_sum);
	metric(b, "commit_group_max", "gauge", "Records in the largest commit group", n.group_max);
	metric(b, "writer_queue", "gauge", "Records that wait for the writer", n.queue);
	metric(b, "writer_busy_total", "counter", "Requests turned away because the queue was full",
		n.busy);
	metric(b, "journal_position", "gauge", "Newest position of the journal",
		(uint64_t)writer_last_pos(h->writer));
	metric(b, "up", "gauge", "1 when it is well", why_not(h) == NULL);
	metric(b, "follow_failing", "gauge",
		"1 when the records that follow from lists and symptoms could not be written the last time",
		atomic_load(&h->follow_error) != 0);
	metric(b, "purge_due", "gauge",
		"Classes of incidents that have ended whose time of keeping is over",
		(uint64_t)atomic_load(&h->purge_due));
	if (h->shown)
		metric(b, "certificate_until_seconds", "gauge",
			"When the certificate for HTTPS ends, since 1970",
			(uint64_t)(tls_shown_until(h->shown) / 1000));
}

int route_metrics(struct call *c)
{
	c->type = "text/plain; version=0.0.4";
	http_metrics(&c->out, c->http);
	writer_metrics(&c->out, c->http);
	trace_metrics(&c->out, c->http);
	return answer_end(c);
}

int route_openapi(struct call *c)
{
	buf_str(&c->out, c->http->openapi);
	return answer_end(c);
}
