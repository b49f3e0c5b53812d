# The site and nothing else. Build from the top folder: docker build -t billboard .
FROM python:3.11-slim-bookworm AS packages
COPY requirements.txt /
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /requirements.txt

FROM python:3.11-slim-bookworm
# libfribidi0 shapes right-to-left and joined scripts; Pillow loads it when it runs. The other holds the faces for
# Chinese, Japanese and Korean, which the site can do without.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libfribidi0 fonts-noto-cjk \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin billboard \
 && install -d -o billboard -g billboard /app/instance \
 && install -d -o billboard -g billboard -m 700 /backups
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY LICENSE README.md wsgi.py gunicorn.conf.py ./
COPY migrations migrations
COPY fonts fonts
COPY artwork artwork
COPY static static
COPY templates templates
COPY billboard billboard
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    ENVIRONMENT=production \
    HOST=0.0.0.0 \
    PORT=8000
USER 10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as web; web.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=2)"]
CMD ["gunicorn", "--config", "gunicorn.conf.py", "wsgi:app"]
