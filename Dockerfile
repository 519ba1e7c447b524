# The service as one static program in an empty image: no shell, no package to
# keep up to date. Time zones and root certificates are inside the program.
#
#   docker build --build-arg VERSION=1.0 -t assenso .
#   docker run -v assenso:/data -v ./assenso.yaml:/data/assenso.yaml:ro assenso
#   docker run -it assenso demo

FROM golang:1.26 AS build
WORKDIR /src
# Modules change less often than code: they have a layer of their own.
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false \
        -ldflags="-s -w -X main.version=${VERSION}" \
        -o /out/assenso ./cmd/assenso \
    && mkdir /out/data /out/tmp

FROM scratch
COPY --from=build /out/assenso /assenso
# An empty image has no users, only numbers; a volume takes its owner from the
# folder that was here first.
COPY --from=build --chown=65532:65532 /out/data /data
COPY --from=build --chown=65532:65532 /out/tmp /tmp
USER 65532:65532
WORKDIR /data
VOLUME ["/data"]
ENV ASSENSO_DATA=/data
ENTRYPOINT ["/assenso"]
CMD ["run", "--config", "/data/assenso.yaml"]
