# One image for web, worker and clock; compose.yaml runs them with a PostgreSQL and a Redis of their own.
FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 STATIC_COLLECTED=compressed IEUM_HOME=/data HOST=0.0.0.0
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
RUN useradd --system --uid 1000 ieum && mkdir /data && chown ieum /data && python -c "from config import translations; translations.compile_stale()"
USER ieum
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--config", "config/gunicorn.py"]
