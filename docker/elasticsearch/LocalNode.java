import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.core.TimeValue;
import org.elasticsearch.env.Environment;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/** An Elasticsearch node for this machine alone. Arguments: HOME PORT DATA_DIR SETTING=VALUE... Prints "ready URL". */
public final class LocalNode {

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[2]).toAbsolutePath();
        Settings.Builder given = settings(Path.of(arguments[0]).toAbsolutePath(), arguments[1], data);
        for (String setting : Arrays.copyOfRange(arguments, 3, arguments.length)) {
            String[] nameAndValue = setting.split("=", 2);
            given.put(nameAndValue[0], nameAndValue[1]);
        }
        Settings settings = given.build();
        LogConfigurator.configureWithoutConfig(settings);
        LogConfigurator.configureESLogging();
        Path config = Files.createDirectories(data.resolve("config")); // where synonyms_path and the like are looked up
        Node node = node(InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), config, () -> "plein"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
        node.start();
        node.client().admin().cluster().prepareHealth(TimeValue.timeValueSeconds(60)).setWaitForYellowStatus().get();
        var address = node.injector().getInstance(HttpServerTransport.class).boundAddress().publishAddress();
        System.out.println("ready http://" + address.getAddress() + ":" + address.getPort());
        Thread.currentThread().join(); // because Elasticsearch's own threads are all daemons
    }

    private static Settings.Builder settings(Path home, String port, Path data) {
        return Settings.builder()
            .put("path.home", home)
            .put("path.data", data.resolve("data"))
            .put("path.logs", data.resolve("logs"))
            .put("cluster.name", "plein")
            .put("node.name", "plein")
            .put("discovery.type", "single-node")
            .put("network.host", "127.0.0.1")
            .put("http.port", port)
            .put("transport.port", "0")
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .put("logger.level", "WARN");
    }

    private static Node node(Environment environment) {
        var modules = PluginsLoader.loadModulesBundles(environment.modulesDir(), false);
        var plugins = PluginsLoader.loadPluginsBundles(environment.pluginsDir(), false);
        return new Node(environment, PluginsLoader.createPluginsLoader(modules, plugins, Map.of(), false));
    }

    private static void close(Node node) {
        try {
            node.close();
        } catch (Exception e) {
            e.printStackTrace();
        }
    }
}
