#include "desk/metrics.h"

/* Upper ends, in microseconds. */
static const int64_t ENDS[METRICS_BUCKETS - 1] = {
	100, 500, 1000, 5000, 20000, 100000, 500000, 2000000};
static const char *const OUTCOMES[LOGIN_OUTCOMES] = {"done", "refused", "limited"};

void metrics_request(struct metrics *m, int status, size_t bytes, int64_t took_us)
{
	size_t bucket = 0;
	while (bucket < METRICS_BUCKETS - 1 && took_us > ENDS[bucket])
		bucket++;
	m->took[bucket]++;
	m->took_us += (uint64_t)took_us;
	m->bytes += bytes;
	m->requests[status >= 100 && status < 600 ? status / 100 : 0]++;
}

static void head(struct buf *out, const char *name, const char *type, const char *help)
{
	buf_addf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void single(
	struct buf *out, const char *name, const char *type, const char *help, uint64_t value)
{
	head(out, name, type, help);
	buf_addf(out, "%s %llu\n", name, (unsigned long long)value);
}

static void write_took(const struct metrics *m, struct buf *out)
{
	uint64_t sum = 0;
	head(out, "tidings_request_seconds", "histogram", "How long answers took to make.");
	for (size_t i = 0; i < METRICS_BUCKETS; i++) {
		sum += m->took[i];
		if (i < METRICS_BUCKETS - 1)
			buf_addf(out, "tidings_request_seconds_bucket{le=\"%g\"} %llu\n", (double)ENDS[i] / 1e6,
				(unsigned long long)sum);
	}
	buf_addf(out,
		"tidings_request_seconds_bucket{le=\"+Inf\"} %llu\ntidings_request_seconds_sum "
		"%.6f\ntidings_request_seconds_count %llu\n",
		(unsigned long long)sum, (double)m->took_us / 1e6, (unsigned long long)sum);
}

void metrics_write(const struct metrics *m, int64_t now, size_t resident, struct buf *out)
{
	head(
		out, "tidings_requests_total", "counter", "Requests answered, by the class of the status.");
	for (int i = 1; i < 6; i++)
		buf_addf(out, "tidings_requests_total{status=\"%dxx\"} %llu\n", i,
			(unsigned long long)m->requests[i]);
	write_took(m, out);
	head(out, "tidings_logins_total", "counter", "Attempts to log in, by what came of them.");
	for (size_t i = 0; i < LOGIN_OUTCOMES; i++)
		buf_addf(out, "tidings_logins_total{outcome=\"%s\"} %llu\n", OUTCOMES[i],
			(unsigned long long)m->logins[i]);
	single(out, "tidings_response_bytes_total", "counter", "Bytes of response bodies.", m->bytes);
	single(out, "tidings_pages_cached_total", "counter", "Pages that were answered as they stood.",
		m->cached);
	single(out, "tidings_connections", "gauge", "Open connections.", m->connections);
	single(out, "tidings_connections_refused_total", "counter",
		"Connections refused because there were too many.", m->refused);
	single(out, "tidings_connections_cut_total", "counter",
		"Connections that took too long over a request.", m->cut);
	single(out, "tidings_requests_forged_total", "counter",
		"Requests to change something that did not come from a page of the desk.", m->forged);
	single(out, "tidings_uptime_seconds", "gauge", "Seconds since the start.",
		now > m->started ? (uint64_t)(now - m->started) : 0);
	single(out, "process_resident_memory_bytes", "gauge", "Memory in use.", resident);
}
