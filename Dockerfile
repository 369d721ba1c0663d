# Runs `tzurot serve`, as a user with the id 1000, who has to be able to read the token. The home is a volume, made once:
#
#   docker build -t tzurot .
#   docker run --rm -v tzurot:/var/lib/tzurot tzurot init --yes
#   docker run -d --restart on-failure:20 --init -v tzurot:/var/lib/tzurot \
#     -v ./discord-token:/run/secrets/discord-token:ro -e DISCORD_TOKEN_FILE=/run/secrets/discord-token tzurot
#
# Every other command works the same way: docker run --rm -it -v tzurot:/var/lib/tzurot tzurot doctor

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.json ./
COPY bin ./bin
COPY src ./src
COPY data ./data
# An older npm does not know which packages may run scripts of their own. The install builds.
RUN npx --yes npm@11 ci && npx --yes npm@11 prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production TZUROT_HOME=/var/lib/tzurot
WORKDIR /app
COPY --from=build /app/package.json /app/oclif.manifest.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/bin ./bin
COPY --from=build /app/data ./data
COPY --from=build /app/dist ./dist
RUN install -d -o node -g node -m 700 /var/lib/tzurot
USER node
VOLUME /var/lib/tzurot
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "--disable-sigusr1", "bin/run.js"]
CMD ["serve"]
