import java.util.List;
import java.util.Map;
import org.elasticsearch.Build;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.index.IndexVersion;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;

/** "GET /", by which clients learn the version: module rest-root of the distribution. */
final class Banner extends BaseRestHandler {

    @Override
    public String getName() {
        return "main_action";
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(RestRequest.Method.GET, "/"), new Route(RestRequest.Method.HEAD, "/"));
    }

    @Override
    protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
        Build build = Build.current();
        Map<String, Object> version = Map.of(
            "number", build.qualifiedVersion(),
            "build_flavor", build.flavor(),
            "build_hash", build.hash(),
            "lucene_version", IndexVersion.current().luceneVersion().toString(),
            "minimum_wire_compatibility_version", build.minWireCompatVersion(),
            "minimum_index_compatibility_version", build.minIndexCompatVersion());
        return channel -> channel.sendResponse(new RestResponse(RestStatus.OK, channel.newBuilder().startObject()
            .field("name", client.getLocalNodeId())
            .field("cluster_name", "plein")
            .field("version", version)
            .field("tagline", "You Know, for Search")
            .endObject()));
    }
}
