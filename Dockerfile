# The Function App in a container, for Kubernetes (infra/kubernetes.yaml) and docker-compose.azurite.yml. It contains the
# same files as the package for Azure: run infra/package.sh before.
FROM docker.io/library/python:3.11-slim AS package
COPY dist/api.zip /tmp/api.zip
RUN python -m zipfile -e /tmp/api.zip /home/site/wwwroot

FROM mcr.microsoft.com/azure-functions/python:4-python3.11
ENV AzureWebJobsScriptRoot=/home/site/wwwroot \
  AzureFunctionsJobHost__Logging__Console__IsEnabled=true \
  FUNCTIONS_WORKER_RUNTIME=python \
  PYTHON_SCRIPT_FILE_NAME=bifrost.py \
  PYTHON_ISOLATE_WORKER_DEPENDENCIES=1 \
  PYTHON_THREADPOOL_THREAD_COUNT=16 \
  BIFROST_WORKSPACE_LOCATION=/home/site/wwwroot/workspace
COPY --from=package /home/site/wwwroot /home/site/wwwroot
EXPOSE 80
