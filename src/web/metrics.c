#include "web/metrics.h"

#include <assert.h>

/* Upper ends of the buckets, in microseconds. */
static const int64_t ENDS[] = {100, 500, 1000, 5000, 20000, 100000, 500000, 2000000};
static_assert(sizeof ENDS / sizeof *ENDS == METRICS_BUCKETS - 1, "the last bucket has no end");

void metrics_count_request(struct metrics *m, int status, size_t bytes, int64_t took_us)
{
	assert(took_us >= 0);
	size_t bucket = 0;
	while (bucket < METRICS_BUCKETS - 1 && took_us > ENDS[bucket])
		bucket++;
	m->took[bucket]++;
	m->took_us += (uint64_t)took_us;
	m->bytes += bytes;
	m->requests[status >= 100 && status < 600 ? status / 100 : 0]++;
}

void metrics_write_head(struct buf *out, const char *name, const char *type, const char *help)
{
	buf_addf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

void metrics_write_single(
	struct buf *out, const char *name, const char *type, const char *help, uint64_t value)
{
	metrics_write_head(out, name, type, help);
	buf_addf(out, "%s %llu\n", name, (unsigned long long)value);
}

/* A histogram's buckets are cumulative. */
static void write_took(const struct metrics *m, struct buf *out)
{
	uint64_t sum = 0;
	metrics_write_head(
		out, "tidings_request_seconds", "histogram", "How long answers took to make.");
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

static void write_connections(const struct metrics *m, struct buf *out)
{
	metrics_write_single(out, "tidings_connections", "gauge", "Open connections.", m->connections);
	metrics_write_single(out, "tidings_connections_refused_total", "counter",
		"Connections refused because there were too many.", m->refused);
	metrics_write_single(out, "tidings_connections_cut_total", "counter",
		"Connections that took too long over a request.", m->cut);
}

void metrics_write(const struct metrics *m, int64_t now, size_t resident, struct buf *out)
{
	metrics_write_head(
		out, "tidings_requests_total", "counter", "Requests answered, by the class of the status.");
	for (int i = 1; i < 6; i++)
		buf_addf(out, "tidings_requests_total{status=\"%dxx\"} %llu\n", i,
			(unsigned long long)m->requests[i]);
	write_took(m, out);
	metrics_write_single(
		out, "tidings_response_bytes_total", "counter", "Bytes of response bodies.", m->bytes);
	metrics_write_single(out, "tidings_pages_cached_total", "counter",
		"Pages that were answered as they stood.", m->cached);
	write_connections(m, out);
	metrics_write_single(out, "tidings_uptime_seconds", "gauge", "Seconds since the start.",
		now > m->started ? (uint64_t)(now - m->started) : 0);
	metrics_write_single(out, "process_resident_memory_bytes", "gauge", "Memory in use.", resident);
}
